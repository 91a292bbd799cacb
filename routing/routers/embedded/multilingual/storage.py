"""What was learned for other languages as named arrays and a record, and back, to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.multilingual.learning import MultilingualModel
from routing.routers.embedded.tuning import Tuning
from routing.routers.embedded.zero_shot import ByEmbeddings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

DESCRIPTIONS: Final = "multilingual.descriptions"
REGRESSION: Final = "multilingual.semantic"
VECTORS: Final = "multilingual.vectors"
LABELS: Final = "multilingual.labels"
ROWS: Final = "multilingual.rows"


def arrays_of(model: MultilingualModel | None) -> Arrays:
    """Its arrays; none of them where there is no model."""
    if model is None:
        return {}
    arrays: Arrays = {ROWS: model.rows}
    if isinstance(model.ensemble.zero_shot, ByEmbeddings):
        arrays |= model.ensemble.zero_shot.to_arrays(DESCRIPTIONS)
    if model.ensemble.semantic is not None and model.ensemble.vectors is not None:
        arrays |= model.ensemble.semantic.to_arrays(REGRESSION)
        # Steps of 2⁻¹¹ up to 1 fit into 16 bits; see `exact`.
        arrays[VECTORS] = model.ensemble.vectors.astype(np.float16)
        arrays[LABELS] = model.ensemble.labels
    return arrays


def record_of(model: MultilingualModel | None) -> dict[str, Any] | None:
    """What is kept beside the arrays; None where there is no model."""
    if model is None:
        return None
    languages = sorted(model.languages)
    return {"encoder": model.encoder, "languages": languages, "tuning": asdict(model.tuning)}


def model_of(
    record: Mapping[str, Any] | None,
    arrays: Mapping[str, NDArray[Any]],
    lexical: LexicalClassifier | None,
    categories: int,
) -> MultilingualModel | None:
    """The model that was kept; raises KeyError where a part of it is missing."""
    if record is None:
        return None
    descriptions = ByEmbeddings.from_arrays(DESCRIPTIONS, arrays)
    ensemble = Ensemble(descriptions, categories=categories)
    if VECTORS in arrays:
        regression = LogisticRegression.from_arrays(REGRESSION, arrays, categories)
        ensemble = Ensemble(
            descriptions, lexical, regression, arrays[VECTORS].astype(np.float32), arrays[LABELS],
            categories=categories,
        )  # fmt: skip
    return MultilingualModel(
        ensemble, arrays[ROWS], Tuning(**record["tuning"]), record["encoder"],
        frozenset(record["languages"]),
    )  # fmt: skip
