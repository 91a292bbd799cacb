"""The fields of a profile as files of its folder; numbers to the bit, and nothing is ever run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.confidence_map import ConfidenceMap
from routing.fields.definition import Field, fields_from_toml, fields_to_toml
from routing.fields.head import FieldHead, LearnedHead

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFINITIONS: Final = "fields.toml"
HEADS: Final = "heads.json"
ARRAYS: Final = "heads.npz"
FILES: Final = (DEFINITIONS, HEADS, ARRAYS)
PARTS: Final = ("idf", "weights", "bias")


def save(heads: Sequence[FieldHead], folder: Path) -> None:
    """Write the fields into a folder, which is made where it is missing; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DEFINITIONS).write_text(fields_to_toml(tuple(each.field for each in heads)), "utf-8")
    (folder / HEADS).write_text(json.dumps([_record(each) for each in heads]), "utf-8")
    arrays = {
        f"{place}.{part}": getattr(each.learned, part)
        for place, each in enumerate(heads) if each.learned for part in PARTS
    }  # fmt: skip
    np.savez(folder / ARRAYS, allow_pickle=False, **arrays)


def load(folder: Path) -> tuple[FieldHead, ...]:
    """Read the fields back, none where there are none.

    Raises KeyError, TypeError, ValueError or TaxonomyError where they are damaged.
    """
    if not folder.exists():
        return ()
    fields = fields_from_toml((folder / DEFINITIONS).read_text("utf-8"))
    records = json.loads((folder / HEADS).read_text("utf-8"))
    with np.load(folder / ARRAYS, allow_pickle=False) as file:
        return tuple(
            _head(field, record, _arrays(file, place))
            for place, (field, record) in enumerate(zip(fields, records, strict=True))
        )


def _record(head: FieldHead) -> dict[str, Any]:
    fitted, learned = head.calibration, head.learned
    return {
        "threshold": head.threshold,
        "calibration": fitted.to_record() if fitted else None,
        "learned": {"terms": learned.terms, "columns": learned.columns, "classes": learned.classes}
        if learned
        else None,
    }


def _arrays(file: Mapping[str, NDArray[np.float32]], place: int) -> dict[str, NDArray[np.float32]]:
    """The arrays of one head, none where it learned nothing."""
    names = {part: f"{place}.{part}" for part in PARTS}
    return {part: file[name] for part, name in names.items() if name in file}


def _head(
    field: Field, record: Mapping[str, Any], arrays: Mapping[str, NDArray[np.float32]]
) -> FieldHead:
    fitted, words = record["calibration"], record["learned"]
    learned = None
    if words:
        terms, columns, classes = (
            tuple(map(str, words[name])) for name in ("terms", "columns", "classes")
        )
        idf, weights, bias = (arrays[part] for part in PARTS)
        learned = LearnedHead(terms, columns, classes, idf, weights, bias)
        if learned.weights.shape != (len(learned.terms) + len(learned.columns), len(learned.bias)):
            raise ValueError(field.name)
    return FieldHead(
        field, record["threshold"], ConfidenceMap.from_record(fitted) if fitted else None, learned
    )
