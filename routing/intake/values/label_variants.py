"""Labels that differ by case or white space only: noticed while reading, and merged if asked."""

from __future__ import annotations

from collections import Counter
from typing import Final

_MAX_LABELS: Final = 5_000
_SHOWN: Final = 5
_MANY: Final = 300


def folded(label: str) -> str:
    r"""A label as it is compared with others.

    >>> folded("Billing  and\nPayments") == folded("billing and payments")
    True
    """
    return " ".join(label.casefold().split())


class Labels:
    """The labels met, as far as they are few enough to be labels."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._full = False

    def add(self, label: str) -> None:
        """Count one."""
        if label in self.counts or not self._full:
            self.counts[label] += 1
            self._full = len(self.counts) >= _MAX_LABELS

    def variants(self) -> tuple[tuple[str, ...], ...]:
        """Groups of labels that are alike; in each the most frequent spelling comes first."""
        found: dict[str, list[str]] = {}
        for label in self.counts:
            found.setdefault(folded(label), []).append(label)
        alike = (same for same in found.values() if len(same) > 1)
        return tuple(tuple(sorted(same, key=lambda s: (-self.counts[s], s))) for same in alike)

    def warnings(self) -> list[str]:
        """Sentences on labels that differ by case or white space only, or are too many."""
        alike = self.variants()
        groups = (" / ".join(f'"{name}"' for name in sorted(same)) for same in alike[:_SHOWN])
        warnings = [
            "Labels differ only by case or white space: "
            + "; ".join(groups)
            + ("; …." if len(alike) > _SHOWN else ".")
        ] if alike else []  # fmt: skip
        if len(self.counts) > _MANY:
            more = "more than " if self._full else ""
            warnings.append(
                f"The category column has {more}{len(self.counts):,} different labels; "
                "check that it is the right column."
            )
        return warnings
