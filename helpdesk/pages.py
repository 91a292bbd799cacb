"""The pages of a list, so that one that never ends is noticed."""

from __future__ import annotations

from collections.abc import Hashable

from helpdesk.errors import DeskStopped


class Pages:
    """Remembers the pages of one list: a page that comes again would come for ever."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._read: set[Hashable] = set()

    def read(self, *page: Hashable) -> None:
        """A page was read, known by its rows or by the place behind it; DeskStopped when again."""
        if page in self._read:
            raise DeskStopped(
                f"{self._name} gives the same page of a list again and again; try later."
            )
        self._read.add(page)
