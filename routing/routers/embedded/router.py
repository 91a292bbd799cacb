"""The embedded router: routes on this machine, with or without labelled tickets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Final

from routing.decision import Decision
from routing.routers.embedded.assessment import Assessment, assess
from routing.routers.embedded.decide import NAME, Known, decide
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.held_out import tune
from routing.routers.embedded.language import trusted_languages
from routing.routers.embedded.model import Model, descriptions_of
from routing.routers.embedded.reason import NO_CATEGORY, NO_TEXT
from routing.routers.embedded.tuning import NEVER, Tuning
from routing.routers.embedded.warnings import NO_MODEL, about_history
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds

RECIPE: Final = "2"
AT_ONCE: Final = 1_024
READING: Final = "Reading labelled tickets"
Learning = Callable[[str, int, int], None]


def unheard(_phase: str, _done: int, _total: int) -> None:
    """What hears the progress of learning when nobody else does."""


class EmbeddedRouter:
    """Routes by words and sentence embeddings; made by `fit`.

    examples, model: the labelled tickets, and what was learned from them.
    warnings: what the user should know before trusting the answers, in plain words.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        examples: Examples,
        embedder: Embeds | None,
        *,
        model: Model,
        tuning: Tuning,
        text: TextOf,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self._taxonomy = taxonomy
        self._embedder = embedder
        self._tuning = tuning
        self._text = text
        self._model = model
        self.warnings = warnings
        self._known = Known(
            names=taxonomy.names,
            examples=examples,
            lexical=model.lexical,
            farthest=tuning.farthest,
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
        progress: Learning = unheard,
        text: TextOf = lambda ticket: ticket.text,
    ) -> EmbeddedRouter:
        """Learn from a taxonomy and what labelled tickets there are, even none.

        embedder: None when the model's files are missing; words must do then.
        progress: called with the phase, how much of it is done, and of how much; may raise.
        text: what of a ticket is read.

        Raises:
            RouterError: the model's files are not the ones expected.
        """
        examples = learnable(taxonomy, history, text)
        vectors = None
        if embedder:
            vectors = embedder.embed(examples.texts, progress=partial(progress, READING))
        descriptions = descriptions_of(taxonomy, embedder)
        size = len(taxonomy.names)
        return cls(
            taxonomy,
            examples,
            embedder,
            model=Model(examples, vectors, descriptions, size),
            tuning=tune(examples, vectors, descriptions, size),
            text=text,
            warnings=(
                *(() if embedder else (NO_MODEL,)),
                *about_history(taxonomy, history, examples),
            ),
        )

    @property
    def name(self) -> str:
        """The name shown to people."""
        return NAME

    @property
    def fingerprint(self) -> str:
        """Hash of taxonomy, labelled tickets, model and recipe."""
        return fingerprint_of(
            self._taxonomy, self._known.examples, self._embedder, repr(self._tuning)
        )

    def thorough(self) -> EmbeddedRouter:
        """The same router, embedding every ticket: slower, at best a little more accurate."""
        known = self._known
        return EmbeddedRouter(
            self._taxonomy,
            known.examples,
            self._embedder,
            model=self._model,
            tuning=replace(self._tuning, margin=NEVER),
            text=self._text,
            warnings=self.warnings,
        )

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        decisions: list[Decision] = []
        for start in range(0, len(tickets), AT_ONCE):
            decisions += self._route(tickets[start : start + AT_ONCE])
        return decisions

    def assess(self, texts: Sequence[str]) -> Assessment:
        """Probabilities and out-of-scope scores of texts, none of which is blank."""
        return assess(self._model, self._tuning, self._embedder, texts)

    def _route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        started = perf_counter()
        texts = [self._text(ticket) for ticket in tickets]
        names = self._known.names
        rows = [i for i, text in enumerate(texts) if names and text.strip()]
        found: dict[int, Decision] = {}
        if rows:
            assessed = self.assess([texts[i] for i in rows])
            made = decide([tickets[i].key for i in rows], assessed, self._known)
            found = dict(zip(rows, made, strict=True))
        seconds = (perf_counter() - started) / max(len(tickets), 1)
        missing = NO_TEXT if names else NO_CATEGORY
        return [
            replace(found.get(i) or _unknown(ticket, missing), latency_seconds=seconds)
            for i, ticket in enumerate(tickets)
        ]


def _unknown(ticket: Ticket, why: str) -> Decision:
    return Decision(ticket.key, UNKNOWN, confidence=1.0, router=NAME, reason=why)


def fingerprint_of(
    taxonomy: Taxonomy, examples: Examples, embedder: Embeds | None, options: str
) -> str:
    """Hash of all that determines the answers."""
    digest = hashlib.blake2b(digest_size=16)
    model = embedder.fingerprint if embedder else "words"
    for part in (RECIPE, model, taxonomy.to_toml(), options):
        digest.update(f"{part}\0".encode("utf-8", "replace"))
    for ticket, text in zip(examples.tickets, examples.texts, strict=True):
        digest.update(f"{ticket.id}\0{ticket.category}\0{text}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
