"""Pause, go on and cancel, from any thread."""

from __future__ import annotations

import threading


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The work was cancelled; what is written stays."""


class Control:
    """The switch between a person and a running job."""

    def __init__(self) -> None:
        self._go = threading.Event()
        self._go.set()
        self._cancelled = threading.Event()

    @property
    def paused(self) -> bool:
        """Whether the job waits at its next checkpoint."""
        return not self._go.is_set() and not self.cancelled

    @property
    def cancelled(self) -> bool:
        """Whether the job ends at its next checkpoint."""
        return self._cancelled.is_set()

    def pause(self) -> None:
        """Let the job wait at its next checkpoint."""
        self._go.clear()

    def go_on(self) -> None:
        """Let a paused job go on."""
        self._go.set()

    def cancel(self) -> None:
        """End the job at its next checkpoint, also when it is paused."""
        self._cancelled.set()
        self._go.set()

    def checkpoint(self) -> None:
        """Wait while paused; raise Cancelled when cancelled."""
        self._go.wait()
        if self.cancelled:
            raise Cancelled


class Ending:
    """Why a run ends before everything is decided; the first reason counts."""

    def __init__(self) -> None:
        self.reason: Exception | None = None

    def because(self, reason: BaseException) -> None:
        """End, for that reason."""
        if self.reason is None:
            odd = RuntimeError("a request ended oddly")
            self.reason = reason if isinstance(reason, Exception) else odd
