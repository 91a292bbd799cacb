"""Ids that come again and texts that are all the same: noticed while reading, said at the end."""

from __future__ import annotations

from array import array
from typing import Final

_SHOWN: Final = 5
_ENOUGH: Final = 5
_SHOWN_CHARACTERS: Final = 60


class RepeatedIds:
    """The ids met, 16 bytes each, so that a million of them weigh little."""

    def __init__(self) -> None:
        self._hashes = array("q")
        self._lines = array("q")

    def add(self, id_: str, line: int) -> None:
        """Note one."""
        self._hashes.append(hash(id_))
        self._lines.append(line)

    def warnings(self) -> list[str]:
        """A sentence with how many tickets bear an id seen before, and in which lines."""
        import numpy as np  # noqa: PLC0415 - only once a file has been read

        hashes = np.frombuffer(self._hashes, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        again = order[1:][ordered[1:] == ordered[:-1]]
        if not len(again):
            return []
        lines = sorted(self._lines[i] for i in np.sort(again)[:_SHOWN])
        shown = ", ".join(map(str, lines)) + (", …" if len(again) > _SHOWN else "")
        word, tickets = (
            ("line", "ticket repeats") if len(again) == 1 else ("lines", "tickets repeat")
        )
        return [f"{len(again):,} {tickets} an id seen before ({word} {shown}); all were kept."]


class SameTexts:
    """Whether every ticket has the very same text, as where an export put "null" for it.

    varied: whether two texts have differed; from then on there is nothing more to note.
    """

    def __init__(self) -> None:
        self._first: tuple[str, str] | None = None
        self._count = 0
        self.varied = False

    def add(self, subject: str, body: str) -> None:
        """Note one."""
        self._count += 1
        if self._first is None:
            self._first = subject, body
        self.varied = self.varied or (subject, body) != self._first

    def warnings(self) -> list[str]:
        """A sentence where all of at least five texts are the same."""
        if self.varied or self._count < _ENOUGH or self._first is None:
            return []
        text = " ".join(" ".join(self._first).split())
        shown = text[:_SHOWN_CHARACTERS] + ("…" if len(text) > _SHOWN_CHARACTERS else "")
        said = f'All {self._count:,} tickets have the same text, "{shown}"'
        return [f"{said}; check that the columns of subject and body are the right ones."]
