"""All that a router answers by once it has learned; it holds no text of a ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.embedder import Embeds
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import Examples
from routing.routers.embedded.multilingual.learning import MultilingualModel
from routing.routers.embedded.tuning import Tuning
from routing.taxonomy import Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECIPE: Final = "4"


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What was learned, and by what it is explained.

    ticket_ids: of the labelled tickets, to name neighbours by.
    languages: those besides English that enough of them are in to trust them.
    embedder: fingerprint of the embedder it was trained with, None when there was none.
    fingerprint: hash of all that determines the answers.
    multilingual: what answers tickets that are not English, None without a second encoder.
    warnings: what the user should know before trusting the answers, in plain words.
    """

    taxonomy: Taxonomy
    ensemble: Ensemble
    tuning: Tuning
    ticket_ids: tuple[str, ...]
    languages: frozenset[str]
    embedder: str | None
    fingerprint: str
    warnings: tuple[str, ...] = ()
    multilingual: MultilingualModel | None = None

    @property
    def labels(self) -> NDArray[np.intp]:
        """The categories of the labelled tickets."""
        return self.ensemble.labels

    @property
    def covered_languages(self) -> frozenset[str]:
        """The languages that it answers in without labels in them."""
        return self.multilingual.languages if self.multilingual else frozenset()


def fingerprint_of(
    taxonomy: Taxonomy,
    examples: Examples,
    embedder: Embeds | None,
    options: str,
    unlabelled: Sequence[str] = (),
) -> str:
    """Hash of all that determines the answers; `unlabelled`: texts that helped."""
    digest = hashlib.blake2b(digest_size=16)
    model = embedder.fingerprint if embedder else "words"
    second = embedder.multilingual.fingerprint if embedder and embedder.multilingual else ""
    for part in (RECIPE, model, second, taxonomy.to_toml(), options):
        digest.update(f"{part}\0".encode("utf-8", "replace"))
    for ticket, text in zip(examples.tickets, examples.texts, strict=True):
        digest.update(f"{ticket.id}\0{ticket.category}\0{text}\0".encode("utf-8", "replace"))
    for text in unlabelled:
        digest.update(f"{text}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
