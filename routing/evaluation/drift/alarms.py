"""The alarms of a watch, in the order they were raised, each with its cause and its effects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size
from routing.evaluation.drift.causes import Cause
from routing.evaluation.drift.memory import Memory

TYPICAL: Final = 10  # tickets named with an alarm
NEARLY: Final = 0.5  # of the way to an alarm, in logarithms


@dataclass(slots=True)
class Alarms:
    """What was raised; causes: one for each alarm."""

    raised: list[Alarm] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)

    def add(
        self, memory: Memory, row: int, cause: Cause,
        *, subject: tuple[str, ...], size: Size, tickets: tuple[int, ...],
    ) -> None:  # fmt: skip
        """Raise one, after the ticket at a place in the stream.

        tickets: the keys of typical ones.
        """
        at, after = memory.moment(row)
        since = Since(*memory.moment(cause.began))
        number = len(self.raised) + 1
        self.causes.append(cause)
        self.raised.append(Alarm(number, cause.kind, subject, at, after, since, size, tickets))

    def list_effect(self, at: int, kind: Kind, subject: tuple[str, ...]) -> None:
        """List an effect under an alarm, by its place."""
        alarm, effect = self.raised[at], Effect(kind, subject)
        same = (alarm.kind, alarm.subject) == (kind, subject)
        if not same and effect not in alarm.explains:
            self.raised[at] = replace(alarm, explains=(*alarm.explains, effect))
