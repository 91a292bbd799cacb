"""The value of a field as it goes out with a decision, and what of it a help desk is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilledField:
    """What a head says of one ticket. value: "" where it says nothing.

    target: how its tag at the help desk begins, "" for none.
    alone: whether the value may be written without a person: the field's dial vouches for it.
    """

    name: str
    value: str
    confidence: float
    target: str = ""
    alone: bool = False

    @property
    def is_written(self) -> bool:
        """Whether a help desk is written the value with the group."""
        return self.alone and bool(self.target) and bool(self.value)


def desk_tags(filled: Iterable[FilledField]) -> tuple[str, ...]:
    """The tags of the values that are written; each sets the drop-down option that has it.

    >>> desk_tags([FilledField("Priority", "Very high", 0.98, "priority", alone=True)])
    ('priority_very_high',)
    """
    return tuple(f"{each.target}_{_plain(each.value)}" for each in filled if each.is_written)


def desk_note(filled: Iterable[FilledField]) -> str:
    """The same in words, for a private note.

    >>> desk_note([FilledField("Priority", "Very high", 0.98, "priority", alone=True)])
    'Priority: Very high.'
    """
    return " ".join(f"{each.name}: {each.value}." for each in filled if each.is_written)


def _plain(value: str) -> str:
    return re.sub(r"\W+", "_", value.casefold()).strip("_")
