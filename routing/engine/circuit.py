"""The circuit: when the provider is down, ask one question now and then instead of hundreds."""

from __future__ import annotations

from typing import Final

FAILURES: Final = 8
FIRST: Final = 5.0
LONGEST: Final = 30.0
# How long a provider may stay silent before the run gives up; a first contact is given less.
PATIENCE: Final = 600.0
FIRST_PATIENCE: Final = 20.0


class Circuit:
    """Opens after eight failures without an answer between them; each trial doubles the wait."""

    def __init__(self) -> None:
        self._failures = 0
        self._wait = FIRST
        self._until: float | None = None
        self._since: float | None = None
        self._trying = False
        self._answered = False

    @property
    def open(self) -> bool:
        """Whether the provider is taken to be down."""
        return self._until is not None

    def wait(self, now: float) -> float:
        """Seconds until the next request may go, 0 for now."""
        if self._until is None:
            return 0.0
        return self._wait if self._trying else max(0.0, self._until - now)

    def start(self) -> None:
        """A request goes; with an open circuit it is the only one."""
        self._trying = self.open

    def answered(self) -> None:
        """The provider has answered, be it with a refusal: it is there."""
        self._failures, self._wait, self._until, self._since = 0, FIRST, None, None
        self._trying, self._answered = False, True

    def failed(self, now: float) -> None:
        """A request failed in a way that says the provider is unwell."""
        self._failures += 1
        self._since = now if self._since is None else self._since
        if self.open and self._trying:
            self._wait = min(LONGEST, self._wait * 2)
        elif self.open or self._failures < FAILURES:
            return
        self._until, self._trying = now + self._wait, False

    def out_of_patience(self, now: float) -> bool:
        """Whether the provider has been down for so long that the run should end."""
        patience = PATIENCE if self._answered else FIRST_PATIENCE
        return self.open and self._since is not None and now - self._since > patience
