"""The embedded router: routes on this machine, with or without labelled tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from routing.decision import Decision
from routing.errors import RouterError
from routing.routers.embedded import storage
from routing.routers.embedded.cross_validation import cross_validate
from routing.routers.embedded.decisions import NAME, NO_CATEGORY, NO_TEXT, decide, unknown
from routing.routers.embedded.examples import TextOf
from routing.routers.embedded.inference import Inference, infer
from routing.routers.embedded.learning_progress import Learning, no_progress
from routing.routers.embedded.model_files import HOW_TO_FETCH
from routing.routers.embedded.trained_model import TrainedModel
from routing.routers.embedded.tuning import CAREFUL, NEVER, Pace
from routing.routers.embedded.two_problems import Problems, TitledText, find_problems
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds

TICKETS_AT_ONCE: Final = 1_024


class EmbeddedRouter:
    """Routes by words and sentence embeddings; made by `fit` or `load`.

    trained: what was learned.
    embedder: the one it was trained with; not needed by a model trained without.
    text: what of a ticket is read.

    A ticket's answer depends on its text alone, not on those it is routed with.

    Raises:
        RouterError: the embedder is not the one that the model was trained with.
    """

    def __init__(
        self,
        trained: TrainedModel,
        embedder: Embeds | None,
        *,
        text: TextOf = lambda ticket: ticket.text,
    ) -> None:
        if trained.embedder is None:
            embedder = None
        elif embedder is None:
            raise RouterError(
                "This router was trained with the embedding model, whose files are missing. "
                f"Fetch them with `{HOW_TO_FETCH}`."
            )
        elif embedder.fingerprint != trained.embedder:
            raise RouterError(
                "This router was trained with another embedding model. "
                "Train it again, or use the version of RouteCase that it was made with."
            )
        second = embedder.multilingual if embedder else None
        learned = trained.multilingual
        if learned and (second is None or second.fingerprint != learned.encoder):
            raise RouterError(
                "This router was trained with the encoder for other languages, whose files are "
                f"missing. Fetch them with `{HOW_TO_FETCH}`."
            )
        self._trained = trained
        self._embedder = embedder
        self._text = text

    @classmethod
    def fit(
        cls,
        taxonomy: Taxonomy,
        history: Sequence[Ticket],
        embedder: Embeds | None,
        *,
        progress: Learning = no_progress,
        text: TextOf = lambda ticket: ticket.text,
        unlabelled: Sequence[Ticket] = (),
        pace: Pace = CAREFUL,
    ) -> EmbeddedRouter:
        """Learn from a taxonomy and what labelled tickets there are, even none.

        embedder: None when the model's files are missing; words must do then.
        progress: called with the phase, how much of it is done, and of how much; may raise.
        unlabelled: tickets like those to come, which help where labels are few.
        pace: what accuracy may be lost to be fast.

        Raises:
            RouterError: the model's files are not the ones expected.
        """
        labelled = [t for t in history if t.category and t.category.strip()]
        found = cross_validate(
            taxonomy, labelled, embedder, scored=False, progress=progress, text=text,
            unlabelled=unlabelled, pace=pace,
        )  # fmt: skip
        return cls(found.trained(), embedder, text=text)

    def save(self, folder: Path) -> None:
        """Write all that answers depend on, but for the embedder and what `text` does.

        No text of a ticket is written; the words that count, and their weights, are.

        Raises:
            RouterError: the folder cannot be written.
        """
        storage.save(self._trained, folder)

    @classmethod
    def load(
        cls,
        folder: Path,
        embedder: Embeds | None,
        *,
        text: TextOf = lambda ticket: ticket.text,
    ) -> EmbeddedRouter:
        """The router that was saved; it answers as that one did, to the bit.

        Raises:
            RouterError: the folder holds no router, a damaged one or one of another version, or
                the embedder is not the one it was trained with.
        """
        return cls(storage.load(folder), embedder, text=text)

    @property
    def trained(self) -> TrainedModel:
        """What was learned; it holds no text of a ticket."""
        return self._trained

    @property
    def name(self) -> str:
        """The name shown to people."""
        return NAME

    @property
    def fingerprint(self) -> str:
        """Hash of taxonomy, labelled tickets, model and recipe."""
        return self._trained.fingerprint

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting the answers, in plain words."""
        return self._trained.warnings

    def thorough(self) -> EmbeddedRouter:
        """The same router, embedding every ticket: slower, at best a little more accurate."""
        tuning = replace(self._trained.tuning, margin=NEVER)
        return EmbeddedRouter(
            replace(self._trained, tuning=tuning), self._embedder, text=self._text
        )

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        decisions: list[Decision] = []
        for start in range(0, len(tickets), TICKETS_AT_ONCE):
            decisions += self._route(tickets[start : start + TICKETS_AT_ONCE])
        return decisions

    def infer(self, texts: Sequence[str]) -> Inference:
        """Probabilities and out-of-scope scores of texts, none of which is blank."""
        return infer(self._trained, self._embedder, texts)

    def _problems(self, texts: Sequence[TitledText], whole: Inference) -> dict[int, Problems]:
        trained = self._trained
        by_words = partial(infer, trained, None)
        # Halves are less sure than whole texts: to be fast, they are judged by words alone.
        fast = trained.ensemble.word_stack is not None
        asks = (by_words,) if fast or self._embedder is None else (by_words, self.infer)
        names = trained.taxonomy.names
        return find_problems(texts, whole.prediction, trained.ensemble, names, *asks)

    def _route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        started = perf_counter()
        names = self._trained.taxonomy.names
        # A text that comes several times is answered once.
        rows: dict[TitledText, list[int]] = {}
        for i, ticket in enumerate(tickets):
            text = self._text(ticket)
            if names and text.strip():
                rows.setdefault(TitledText(text, bool(ticket.subject.strip())), []).append(i)
        found = dict(zip(rows, self._decided(list(rows)), strict=True)) if rows else {}
        by_row = {i: decision for text, decision in found.items() for i in rows[text]}
        seconds = (perf_counter() - started) / max(len(tickets), 1)
        missing = unknown(0, NO_TEXT if names else NO_CATEGORY)
        return [
            replace(by_row.get(i, missing), ticket_key=ticket.key, latency_seconds=seconds)
            for i, ticket in enumerate(tickets)
        ]

    def _decided(self, texts: Sequence[TitledText]) -> list[Decision]:
        """One decision per text, none of which is blank; without the ticket's key."""
        whole = self.infer([each.text for each in texts])
        made = decide([0] * len(texts), whole, self._trained)
        for place, problems in self._problems(texts, whole).items():
            made[place] = replace(made[place], problems=problems)
        return made
