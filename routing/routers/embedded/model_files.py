"""The two files of the embedding model: what they are, where they lie, whether they are genuine."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from routing.errors import RouterError

MODEL: Final = "bge-small-en-v1.5"
DIGESTS: Final = {
    "model.onnx": "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
DEFAULT_DIRECTORY: Final = Path(__file__).parents[3] / "models" / MODEL
HOW_TO_FETCH: Final = "python -m routing.routers.embedded.fetch"


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def are_present(directory: Path) -> bool:
    """Whether both files lie in the directory; their content is not looked at."""
    return all((directory / name).is_file() for name in DIGESTS)


def are_genuine(directory: Path) -> bool:
    """Whether both files lie in the directory and have the expected content."""
    return are_present(directory) and all(
        sha256(directory / name) == digest for name, digest in DIGESTS.items()
    )


def require_genuine(directory: Path) -> None:
    """Check both files.

    Raises:
        RouterError: a file is missing or is not the one expected.
    """
    for name, digest in DIGESTS.items():
        path = directory / name
        if not path.is_file():
            raise RouterError(
                f"The model file {path} is missing. Fetch it with `{HOW_TO_FETCH} {directory}`."
            )
        if sha256(path) != digest:
            raise RouterError(
                f"The model file {path} is damaged or is another model. "
                f"Delete it and fetch it again with `{HOW_TO_FETCH} {directory}`."
            )
