"""Where a page of a ServiceNow table ends, and where the next one begins.

The limit of a page counts rows that the user may not see, so a short or empty page is not the end.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from helpdesk.errors import DeskStopped
from helpdesk.replies import Reply

# After a page without a visible row the next one overlaps it, for rows before it may have left.
OVERLAP: Final = 0.1
# So many pages in a row without a visible row, and the count of rows is taken for wrong.
MAX_UNSEEN: Final = 1000
_NEXT: Final = re.compile(r'sysparm_offset=(\d+)[^<>,]*>\s*;\s*rel="next"')


@dataclass(slots=True)
class Paging:
    """The place in a listing that is read by key, and by offset where nothing is visible.

    limit: rows asked for. offset: rows behind the key. unseen: pages in a row without a visible
    row. counted: rows behind the key before this one. held: how often a page turned out to hold so
    many rows, hidden ones up to its last visible one too.
    """

    limit: int
    offset: int = 0
    unseen: int = 0
    counted: int | None = None
    held: Counter[int] = field(default_factory=Counter)

    def ended(self, reply: Reply, rows: int) -> bool:
        """Whether nothing can follow a page with so many visible rows.

        A desk may give fewer rows than it is asked for, or hide some: only its count of them all,
        or its word that no page follows, tells the end.
        """
        if reply.total is not None:
            passed = self.limit if reply.has_next is False else rows or self._span
            return self.offset + passed >= reply.total
        return not rows if reply.has_next is None else not reply.has_next

    def read_on(self, reply: Reply) -> None:
        """The next page begins behind the key of the last visible row of this one."""
        self._measure(reply)
        self.offset = self.unseen = 0

    def skip(self, reply: Reply) -> None:
        """The next page begins behind this one, on which nothing was visible."""
        linked = _NEXT.search(reply.headers.get("link", ""))
        step = int(linked[1]) - self.offset if linked else self._span
        if step < 1:
            raise DeskStopped(
                "ServiceNow gives the same page of a table again and again; try later."
            )
        self.offset += max(1, int(step * (1 - OVERLAP)))
        self.unseen += 1

    @property
    def lost(self) -> bool:
        """Whether so much is hidden that rows are counted that are not there."""
        return self.unseen >= MAX_UNSEEN

    @property
    def _span(self) -> int:
        """How many rows a page holds: what several have held, else what was asked for."""
        ((rows, times),) = self.held.most_common(1) or [(0, 0)]
        return min(self.limit, rows) if times > 1 else self.limit

    def _measure(self, reply: Reply) -> None:
        """Learn how many rows the page before held: so many fewer are left behind it."""
        before, self.counted = self.counted, None if self.offset else reply.total
        if before is not None and self.counted is not None and before > self.counted:
            self.held[before - self.counted] += 1
