"""A trained model as two files of a folder: `router.json` and `arrays.npz`.

Numbers are kept to the bit, and nothing in the files is ever run. The record names every array, so
that none can go missing and leave a model that answers otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.errors import RouterError, TaxonomyError
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.multilingual import storage as multilingual_storage
from routing.routers.embedded.stacking import storage as stack_storage
from routing.routers.embedded.tfidf import TfIdf, Vocabulary, sparse
from routing.routers.embedded.trained_model import TrainedModel
from routing.routers.embedded.tuning import Tuning
from routing.routers.embedded.unlabelled import storage as zero_shot_storage
from routing.routers.embedded.zero_shot import BySharedWords, ZeroShot
from routing.taxonomy import Taxonomy
from routing.zip_errors import ZIP_ERRORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

FORMAT: Final = 2
RECORD: Final = "router.json"
ARRAYS: Final = "arrays.npz"


def save(trained: TrainedModel, folder: Path) -> None:
    """Write the model into a folder, which is made where it is missing.

    Raises:
        RouterError: the folder cannot be written.
    """
    lexical, arrays = trained.ensemble.lexical, _arrays(trained)
    record = {
        "format": FORMAT,
        "arrays": sorted(arrays),
        "fingerprint": trained.fingerprint,
        "embedder": trained.embedder,
        "taxonomy": trained.taxonomy.to_toml(),
        "tuning": asdict(trained.tuning),
        "multilingual": multilingual_storage.record_of(trained.multilingual),
        "languages": sorted(trained.languages),
        "warnings": trained.warnings,
        "ticket_ids": trained.ticket_ids,
        "words": lexical.tfidf.words.terms if lexical else [],
        "pieces": lexical.tfidf.pieces.terms if lexical else [],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RECORD).write_text(json.dumps(record, indent=1), "ascii")
        np.savez(folder / ARRAYS, allow_pickle=False, **arrays)
    except OSError as error:
        raise RouterError(
            f"The router cannot be written to {folder} ({error.strerror}). "
            "Choose a folder you may write to."
        ) from error


def load(folder: Path) -> TrainedModel:
    """Read the model back.

    Raises:
        RouterError: there is none, it is damaged, or another version wrote it.
    """
    try:
        record = json.loads((folder / RECORD).read_text("ascii"))
        if record["format"] != FORMAT:
            raise RouterError(
                f"The router in {folder} was saved by another version of RouteCase. Train it again."
            )
        with np.load(folder / ARRAYS, allow_pickle=False) as file:
            return _trained(record, _complete(record, dict(file)))
    except OSError as error:
        raise RouterError(f"There is no saved router in {folder}. Name another folder.") from error
    except (
        KeyError,
        TypeError,
        ValueError,
        IndexError,
        TaxonomyError,
        *ZIP_ERRORS,
    ) as error:
        raise RouterError(
            f"The saved router in {folder} is damaged. Copy it again or train it again."
        ) from error


def _complete(record: Mapping[str, Any], arrays: Arrays) -> Arrays:
    """The arrays, all that were written and no other; a model of before they were named as it is.

    Raises ValueError.
    """
    if arrays.keys() != set(record.get("arrays", arrays)):
        raise ValueError(arrays.keys())
    return arrays


def _arrays(trained: TrainedModel) -> Arrays:
    ensemble = trained.ensemble
    arrays: Arrays = {"labels": trained.labels}
    arrays |= zero_shot_storage.arrays_of(ensemble.zero_shot)
    if ensemble.pseudo_labels is not None:
        arrays |= ensemble.pseudo_labels.to_arrays("pseudo_labels")
    if ensemble.lexical is not None:
        known = ensemble.lexical.known
        arrays["words.idf"] = ensemble.lexical.tfidf.words.idf
        arrays["pieces.idf"] = ensemble.lexical.tfidf.pieces.idf
        arrays["known.values"] = known.data
        arrays["known.columns"] = known.indices
        arrays["known.ends"] = known.indptr
        arrays |= ensemble.lexical.regression.to_arrays("lexical")
    if ensemble.semantic is not None and ensemble.vectors is not None:
        # Steps of 2⁻¹¹ up to 1 fit into 16 bits; see `exact`.
        arrays["vectors"] = ensemble.vectors.astype(np.float16)
        arrays |= ensemble.semantic.to_arrays("semantic")
    arrays |= stack_storage.arrays_of(ensemble.stack, ensemble.word_stack)
    return arrays | multilingual_storage.arrays_of(trained.multilingual)


def _trained(record: Mapping[str, Any], arrays: Arrays) -> TrainedModel:
    taxonomy = _taxonomy(record["taxonomy"])
    ensemble = _ensemble(record, arrays, taxonomy)
    return TrainedModel(
        taxonomy=taxonomy,
        ensemble=ensemble,
        multilingual=multilingual_storage.model_of(
            record["multilingual"], arrays, ensemble.lexical, len(taxonomy.names)
        ),
        tuning=Tuning(**record["tuning"]),
        ticket_ids=tuple(record["ticket_ids"]),
        languages=frozenset(record["languages"]),
        embedder=record["embedder"],
        fingerprint=record["fingerprint"],
        warnings=tuple(record["warnings"]),
    )


def _taxonomy(toml: str) -> Taxonomy:
    return Taxonomy.from_toml(toml) if toml.strip() else Taxonomy(())


def _ensemble(record: Mapping[str, Any], arrays: Arrays, taxonomy: Taxonomy) -> Ensemble:
    categories = len(taxonomy.names)
    zero_shot: ZeroShot = BySharedWords(taxonomy)
    if record["embedder"] is not None:
        zero_shot = zero_shot_storage.zero_shot_of(arrays)
    if "words.idf" not in arrays:
        return Ensemble(zero_shot, categories=categories)
    tfidf = TfIdf(
        Vocabulary(record["words"], arrays["words.idf"]),
        Vocabulary(record["pieces"], arrays["pieces.idf"]),
    )
    known = sparse(
        arrays["known.values"], arrays["known.columns"], arrays["known.ends"], len(record["words"])
    )
    lexical = LexicalClassifier(
        tfidf, LogisticRegression.from_arrays("lexical", arrays, categories), known
    )
    semantic = vectors = None
    if "vectors" in arrays:
        semantic = LogisticRegression.from_arrays("semantic", arrays, categories)
        vectors = arrays["vectors"].astype(np.float32)
    pseudo_labels = None
    if "pseudo_labels.weights" in arrays:
        pseudo_labels = LogisticRegression.from_arrays("pseudo_labels", arrays, categories)
    return Ensemble(
        zero_shot, lexical, semantic, vectors, arrays["labels"],
        categories=categories, stack=stack_storage.stack_of(arrays),
        word_stack=stack_storage.word_stack_of(arrays), pseudo_labels=pseudo_labels,
    )  # fmt: skip
