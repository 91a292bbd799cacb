"""The profiles that are open in this process: the one that answers, and the one in its shadow."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from routing.decision import Decision
from routing.errors import RouteCaseError
from routing.profile import OpenProfile, RoutingProfile
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket
from service.errors import ServiceError
from service.storage.deployment import Deployment

# Tickets a provider is not asked about all at once for a shadow.
MAX_SHADOWED: Final = 32
log = logging.getLogger(__name__)
Opens = Callable[[RoutingProfile], OpenProfile]


@dataclass(frozen=True, slots=True)
class Served:
    """An open profile with its fingerprint, which takes a while to compute."""

    opened: OpenProfile
    fingerprint: str

    @property
    def asks(self) -> bool:
        """Whether a provider is asked, so that many tickets can be under way at once."""
        return isinstance(self.opened.router, RemoteRouter)

    @property
    def pays(self) -> bool:
        """Whether an answer costs money: only a model may."""
        return self.opened.profile.llm is not None


class Serving:
    """opens: makes a profile ready to answer, with the keys and the model of this process."""

    def __init__(self, deployment: Deployment, opens: Opens) -> None:
        self._deployment = deployment
        self._opens = opens
        self._current: Served | None = None
        self._shadow: Served | None = None
        self._groups: dict[str, dict[str, str]] = {}

    @property
    def current(self) -> Served:
        """What answers now."""
        if self._current is None:
            raise ServiceError("No profile is in use; start with `--profile P.profile`.")
        return self._current

    @property
    def is_open(self) -> bool:
        """Whether there is a profile that answers."""
        return self._current is not None

    def refresh(self) -> None:
        """Follow the deployment; raises what keeps a profile from being opened."""
        state = self._deployment.state
        if state.current and (self._current is None or self._current.fingerprint != state.current):
            shadow = self._shadow
            known = shadow is not None and shadow.fingerprint == state.current
            self._current = shadow if known and shadow else self._open(state.current)
        if state.shadow is None or state.problem:
            self._shadow = None
        elif self._shadow is None or self._shadow.fingerprint != state.shadow:
            try:
                self._shadow = self._open(state.shadow)
            except RouteCaseError as error:
                self._deployment.compared(state.shadow, 0, 0, str(error))

    def group(self, profile: str, category: str) -> str:
        """The group a category of that profile belongs to, by id or name."""
        return self._groups.get(profile, {}).get(category, category)

    @property
    def shadow_asks(self) -> bool:
        """Whether there is a shadow, and it asks a provider."""
        return self._shadow is not None and self._shadow.asks

    def again(self, profile: str, earlier: Decision, ticket: Ticket) -> Decision:
        """An earlier answer to that text as the profile gives it now; the same where it is gone."""
        for served in (self._current, self._shadow):
            if served and served.fingerprint == profile:
                return served.opened.again(earlier, ticket)
        return earlier

    def compare(self, tickets: Sequence[Ticket], given: Sequence[Decision]) -> None:
        """Let a shadow that answers here answer the same, unseen."""
        shadow = self._shadow
        if shadow is None:
            return
        try:
            told = shadow.opened.route(tickets)
        except Exception as error:
            log.exception("the profile in the shadow failed")
            self._deployment.compared(shadow.fingerprint, 0, 0, f"It failed: {error}")
            return
        self._note(shadow, given, told)

    async def acompare(self, tickets: Sequence[Ticket], given: Sequence[Decision]) -> None:
        """The same, where the shadow may ask a provider."""
        shadow = self._shadow
        if shadow is None:
            return
        try:
            told = [await shadow.opened.aroute(each) for each in tickets[:MAX_SHADOWED]]
        except RouteCaseError as error:
            self._deployment.compared(shadow.fingerprint, 0, 0, f"It failed: {error}")
            return
        self._note(shadow, given, told)

    async def close(self) -> None:
        """Give connections free."""
        for each in (self._current, self._shadow):
            if each:
                await each.opened.close()

    def _note(self, shadow: Served, given: Sequence[Decision], told: Sequence[Decision]) -> None:
        pairs = list(zip(given, told, strict=False))
        same = sum(a.category == b.category and a.disposition == b.disposition for a, b in pairs)
        failed = [b.error for a, b in pairs if b.error and not a.error]
        problem = f"It failed on a ticket: {failed[0]}" if failed else ""
        self._deployment.compared(shadow.fingerprint, len(pairs), same, problem)

    def _open(self, fingerprint: str) -> Served:
        profile = self._deployment.profile(fingerprint)
        names = {each.name: each.group or each.name for each in profile.taxonomy.categories}
        self._groups[fingerprint] = names
        return Served(self._opens(profile), fingerprint)
