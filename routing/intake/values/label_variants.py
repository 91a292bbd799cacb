"""Labels that look alike and ids that repeat: noticed while reading, said at the end."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Final

_KEPT: Final = 5_000
_SHOWN: Final = 5
_MANY: Final = 300


class Labels:
    """The labels met, as far as they are few enough to be labels."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._full = False

    def add(self, label: str) -> None:
        """Count one."""
        if label in self.counts or not self._full:
            self.counts[label] += 1
            self._full = len(self.counts) >= _KEPT

    def warnings(self) -> list[str]:
        """Sentences on labels that differ by case or white space only, or are too many."""
        found: dict[str, list[str]] = {}
        for label in self.counts:
            found.setdefault(" ".join(label.casefold().split()), []).append(label)
        alike = [same for same in found.values() if len(same) > 1]
        warnings = [
            "Labels differ only by case or white space: "
            + "; ".join(" / ".join(f'"{name}"' for name in sorted(same)) for same in alike[:_SHOWN])
            + ("; …." if len(alike) > _SHOWN else ".")
        ] if alike else []  # fmt: skip
        if len(self.counts) > _MANY:
            more = "more than " if self._full else ""
            warnings.append(
                f"The category column has {more}{len(self.counts):,} different labels; "
                "check that it is the right column."
            )
        return warnings


class Repeats:
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
