"""The embedded router: routes on this machine, with or without labelled tickets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.decision import Decision
from routing.routers.embedded.assessment import (
    NAME,
    Assessment,
    Known,
    decide,
    trusted_languages,
)
from routing.routers.embedded.embedder import DIMENSIONS
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.model import Model, View
from routing.routers.embedded.reason import NO_CATEGORY, NO_TEXT
from routing.routers.embedded.tuning import Tuning, margins, tempered
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds, Progress

RECIPE: Final = "1"
AT_ONCE: Final = 1_024
NO_MODEL: Final = (
    "The embedding model's files are missing, so tickets are routed by their words alone, "
    "which is less accurate. Run `make setup` to fetch them."
)


class EmbeddedRouter:
    """Routes by words and sentence embeddings; made by `fit`."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        examples: Examples,
        embedder: Embeds | None,
        *,
        tuning: Tuning,
        text: TextOf,
        progress: Progress | None = None,
    ) -> None:
        self._embedder = embedder
        self._tuning = tuning
        self._text = text
        vectors = embedder.embed(examples.texts, progress=progress) if embedder else None
        self._model = Model(taxonomy, examples, vectors, embedder)
        self._known = Known(
            taxonomy=taxonomy,
            examples=examples,
            vectors=vectors,
            lexical=self._model.lexical,
            floor=tuning.floor,
            calibrated=tuning.calibrated,
            languages=trusted_languages(examples.texts),
        )

    @classmethod
    def fit(
        cls,
        taxonomy: Taxonomy,
        history: Sequence[Ticket],
        embedder: Embeds | None,
        *,
        progress: Progress | None = None,
        text: TextOf = lambda ticket: ticket.text,
    ) -> EmbeddedRouter:
        """Learn from a taxonomy and what labelled tickets there are, even none.

        embedder: None when the model's files are missing; words must do then.
        progress: called with the labelled tickets embedded so far, and their number.
        text: what of a ticket is read.

        Raises:
            RouterError: the model's files are not the ones expected.
        """
        examples = learnable(taxonomy, history, text)
        tuning = Tuning()
        return cls(taxonomy, examples, embedder, tuning=tuning, text=text, progress=progress)

    @property
    def name(self) -> str:
        """The name shown to people."""
        return NAME

    @property
    def fingerprint(self) -> str:
        """Hash of taxonomy, labelled tickets, model and recipe."""
        digest = hashlib.blake2b(digest_size=16)
        model = self._embedder.fingerprint if self._embedder else "words"
        known = self._known
        for part in (RECIPE, model, known.taxonomy.to_toml(), repr(self._tuning)):
            digest.update(f"{part}\0".encode("utf-8", "replace"))
        for ticket, text in zip(known.examples.tickets, known.examples.texts, strict=True):
            digest.update(f"{ticket.id}\0{ticket.category}\0{text}\0".encode("utf-8", "replace"))
        return digest.hexdigest()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting the answers, in plain words."""
        return () if self._embedder else (NO_MODEL,)

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        decisions: list[Decision] = []
        for start in range(0, len(tickets), AT_ONCE):
            decisions += self._route(tickets[start : start + AT_ONCE])
        return decisions

    def assess(self, texts: Sequence[str]) -> Assessment:
        """Probabilities of non-blank texts; only the unsure ones are embedded."""
        features = self._model.features(texts)
        cheap = self._model.probabilities(View(texts, features))
        embedded = np.zeros(len(texts), dtype=bool)
        if self._embedder:
            leaves = (margins(cheap) >= self._tuning.margin) & (features is not None)
            embedded = ~leaves
        probabilities = tempered(cheap, self._tuning.cheap_temperature)
        vectors = np.zeros((0, DIMENSIONS), dtype=np.float32)
        if self._embedder and embedded.any():
            rows = np.flatnonzero(embedded).tolist()
            unsure = [texts[i] for i in rows]
            vectors = self._embedder.embed(unsure)
            view = View(unsure, None if features is None else features[rows], vectors)
            full = self._model.probabilities(view)
            probabilities[rows] = tempered(full, self._tuning.full_temperature)
        return Assessment(
            texts, features, probabilities, 1 - probabilities.max(axis=1), embedded, vectors
        )

    def _route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        started = perf_counter()
        texts = [self._text(ticket) for ticket in tickets]
        rows = [i for i, text in enumerate(texts) if text.strip() and self._known.taxonomy.names]
        made: list[Decision] = []
        if rows:
            assessed = self.assess([texts[i] for i in rows])
            made = decide([tickets[i].key for i in rows], assessed, self._known)
        found = dict(zip(rows, made, strict=True))
        missing = NO_TEXT if self._known.taxonomy.names else NO_CATEGORY
        seconds = (perf_counter() - started) / max(len(tickets), 1)
        return [
            replace(
                found.get(i) or Decision(t.key, UNKNOWN, 1.0, NAME, reason=missing),
                latency_seconds=seconds,
            )
            for i, t in enumerate(tickets)
        ]
