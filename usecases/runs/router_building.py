"""The router of a run: learned from labelled tickets, asked of a provider, or recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routing.routers.cascade import CascadeRouter, LocalCascade
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.embedder import Embeds
from routing.routers.embedded.out_of_fold import out_of_fold
from routing.routers.embedded.unlabelled.pool import MAX_TICKETS
from routing.routers.llm.building import llm_router, transformers_router
from routing.routers.llm.keys import Keys
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import tickets
from store.workspace import Workspace
from usecases.profiles.versions import model_at_work
from usecases.runs.recordings import recorded_router
from usecases.runs.request import RunRequest


@dataclass(frozen=True, slots=True)
class RouterBuilder:
    """What the router of a run is made of.

    taxonomy: the categories that a ticket may be given. own: labelled tickets of the workspace,
    learned from out-of-fold. history: those from elsewhere, learned from in their place.
    model: embeds texts, None for words alone. learning: told of each phase with its progress.
    """

    workspace: Workspace
    request: RunRequest
    taxonomy: Taxonomy
    own: Sequence[Ticket]
    history: Sequence[Ticket]
    model: Embeds | None
    keys: Keys
    learning: Callable[[str, int, int], None]

    @property
    def labelled(self) -> Sequence[Ticket]:
        """What it learns from, and draws examples from."""
        return self.own or self.history

    @property
    def reads_other_languages(self) -> bool:
        """Whether some of what it learns from is read by the second model, too."""
        second = self.model.multilingual if self.model else None
        texts = map(self.request.text, self.labelled)
        return second is not None and any(map(second.is_for, texts))

    @property
    def shown(self) -> tuple[Ticket, ...]:
        """What a provider sees examples of."""
        llm = self.request.llm
        return () if llm is None or llm.examples == "none" else tuple(self.labelled)

    def build(self) -> Router | RemoteRouter:
        """The router that the request names; RouterError when something it needs is missing."""
        request = self.request
        if request.recorded:
            return recorded_router(request.recorded, request.pace)
        if request.llm is None:
            return self._embedded()
        if not request.llm.declared.is_remote:
            local = transformers_router(request.llm, self.keys, self.taxonomy, request.text)
            if request.cascade is None:
                return local
            return LocalCascade(self._embedded(), local, request.cascade.first(self._by_hand))
        remote = llm_router(request.llm, self.keys, self.taxonomy, self.labelled, request.text)
        if request.cascade is None:
            return remote
        return CascadeRouter(self._embedded(), remote, request.cascade.first(self._by_hand))

    def _embedded(self) -> Router:
        request, around = self.request, tickets.some(self.workspace, MAX_TICKETS)
        if not self.own:
            return EmbeddedRouter.fit(
                self.taxonomy, self.history, self.model, text=request.text, progress=self.learning,
                unlabelled=around, pace=request.embedded_pace,
            )  # fmt: skip
        at_work = model_at_work(
            self.workspace, self.taxonomy, self.model, cleaning=request.cleaning
        )
        return out_of_fold(
            self.taxonomy, self.own, self.model, text=request.text, progress=self.learning,
            trained=at_work, unlabelled=around, pace=request.embedded_pace,
        )  # fmt: skip

    @property
    def _by_hand(self) -> frozenset[str]:
        return self.request.by_hand(self.taxonomy)
