"""What must hold of every history. Knows nothing of the code: only what the world has seen.

- each accepted event has one outcome in the end;
- at most one write an event at the desk, and one exactly where it was told so;
- no write takes a ticket from where the event did not see it;
- an answer is paid once, and once more at most for each kill and each broken queue.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class History:
    """accepted: event → {ticket, group it saw, text}. outcomes: event → those told in the end.

    writes: (ticket, from, to) as they landed. paid: text → how often. faults: kills and restarts.
    conditional: whether the desk refuses what is out of date.
    """

    accepted: dict[str, Record]
    outcomes: dict[str, list[Record]]
    writes: list[tuple[str, str | None, str | None]]
    moved_by_people: Counter[str]
    paid: Counter[str]
    faults: int
    conditional: bool


def violations(history: History) -> list[str]:
    return [
        *_outcomes(history), *_writes(history), *_payments(history),
    ]  # fmt: skip


def _outcomes(history: History) -> list[str]:
    found = []
    for event in history.accepted:
        told = history.outcomes.get(event, [])
        if len(told) != 1:
            found.append(f"{event} has {len(told)} outcomes")
    found += [f"{event} was never accepted" for event in history.outcomes.keys() - history.accepted]
    return found


def _writes(history: History) -> list[str]:
    found = []
    by_ticket = Counter(ticket for ticket, _, _ in history.writes)
    for event, asked in history.accepted.items():
        ticket = asked["ticket"]
        told = (history.outcomes.get(event) or [{}])[0]
        if by_ticket[ticket] > 1:
            found.append(f"{ticket} was written {by_ticket[ticket]} times")
        undisturbed = not history.moved_by_people[ticket]
        # Where a person put it into the same group, nobody can tell whose doing it was.
        if told.get("status") == "assigned" and undisturbed and by_ticket[ticket] != 1:
            found.append(f"{ticket} is told as assigned and was written {by_ticket[ticket]} times")
        quiet = told.get("status") in ("review", "unchanged")
        if quiet and by_ticket[ticket]:
            found.append(f"{ticket} is told as {told['status']} and was written")
        if undisturbed and told.get("status") not in ("assigned", "review", "unchanged"):
            found.append(f"nobody touched {ticket}, and it ended as {told.get('status')}")
    if history.conditional:
        seen = {asked["ticket"]: asked["group"] for asked in history.accepted.values()}
        found += [
            f"{ticket} was taken from {before}, where the event had not seen it"
            for ticket, before, _ in history.writes
            if before != seen[ticket]
        ]
    return found


def _payments(history: History) -> list[str]:
    repeats = sum(history.paid.values()) - len(history.paid)
    if repeats > history.faults:
        return [f"{repeats} answers were paid again after {history.faults} faults"]
    return []
