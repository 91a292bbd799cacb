"""Assembles the tickets of the demo companies: written texts, drawn times.

`python sample_data/assemble.py` rewrites `<company>/tickets.csv` from the texts in
`<company>/written/*.jsonl` and the draws described in `<company>/company.toml`. The seed is fixed:
the same texts make the same file.
"""

from __future__ import annotations

import calendar
import csv
import io
import json
import math
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
COMPANIES: Final = ("quernlight", "hollenvik", "corrane", "pellwater")
# One year: November and December of the first, January to October of the next.
FIRST_YEAR: Final = 2025
FIRST_MONTH: Final = 11
MONTHS: Final = tuple((FIRST_MONTH - 1 + k) % 12 + 1 for k in range(12))
COMMON: Final = (
    "category", "first_category", "language", "channel", "months", "days", "follows_previous",
    "hard", "subject", "body",
)  # fmt: skip
MAX_REASSIGNMENTS: Final = 3
SHORT_WORDS: Final = 40  # a text of this length takes the median time to sort


@dataclass(frozen=True, slots=True)
class UndatedTicket:
    """A ticket as it was written, before it has a time.

    first_category: where a hurried person put it. attributes: what this branch of trade knows of a
    ticket, by column. months: when its text makes sense, all where nothing is said. days: the first
    and the last day of the month it may come on. follows_previous: its sender wrote the ticket
    before this one as well, a few days ago. hard: it takes thought to place.
    """

    category: str
    first_category: str
    language: str
    channel: str
    attributes: Mapping[str, str]
    months: tuple[int, ...]
    days: tuple[int, int]
    follows_previous: bool
    hard: bool
    subject: str
    body: str

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> UndatedTicket:
        """Read a line of `written/*.jsonl`; what is not columns of every company is attributes."""
        first = record.get("first_category", record["category"])
        first_day, last_day = record.get("days", (1, 31))
        return cls(
            record["category"], first, record["language"], record["channel"],
            {key: value for key, value in record.items() if key not in COMMON},
            tuple(record.get("months", MONTHS)), (first_day, last_day),
            record.get("follows_previous", False),
            record.get("hard", False) or first != record["category"],
            record["subject"], record["body"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draws:
    """How times are drawn, the table `[draws]` of a `company.toml`.

    months: the weight of each month from November on. weekdays: of each day from Monday on.
    hour, hour_spread: mean and standard deviation of the time of day, in hours. solved_hours: the
    median from created to solved. plain_seconds, hard_seconds: the median triage time of a text of
    ordinary length.
    """

    ticket_prefix: str
    first_number: int
    seed: int
    months: Sequence[float]
    weekdays: Sequence[float]
    hour: float
    hour_spread: float
    solved_hours: float
    plain_seconds: float
    hard_seconds: float


def main(companies: Sequence[str]) -> None:
    """Rewrite the files of these companies, of all where none is named."""
    for company in companies or COMPANIES:
        (HERE / company / "tickets.csv").write_text(assembled(company), "utf-8", newline="")


def assembled(company: str) -> str:
    """The text of the company's `tickets.csv`."""
    settings = tomllib.loads((HERE / company / "company.toml").read_text("utf-8"))
    rows = list(_rows(list(undated_tickets(company)), Draws(**settings["draws"])))
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def undated_tickets(company: str) -> Iterator[UndatedTicket]:
    """The company's tickets in the order in which they were written."""
    for part in sorted((HERE / company / "written").glob("*.jsonl")):
        for line in part.read_text("utf-8").splitlines():
            yield UndatedTicket.from_record(json.loads(line))


def _rows(tickets: Sequence[UndatedTicket], draws: Draws) -> Iterator[dict[str, str | int]]:
    """The rows of the file, oldest first."""
    lot = random.Random(draws.seed)
    created = _created(tickets, draws, lot)
    number = draws.first_number
    for index in sorted(range(len(tickets)), key=created.__getitem__):
        ticket = tickets[index]
        moves = _reassignments(ticket, lot)
        number += lot.randint(1, 5)
        yield {
            "ticket_id": f"{draws.ticket_prefix}-{number}",
            "created_at": _text(created[index]),
            "solved_at": _text(created[index] + _time_to_solve(moves, draws, lot)),
            "channel": ticket.channel,
            "language": ticket.language,
            **ticket.attributes,
            "subject": ticket.subject,
            "body": ticket.body,
            "first_category": ticket.first_category,
            "category": ticket.category,
            "reassignments": moves,
            "triage_seconds": _triage_seconds(ticket, draws, lot),
        }


def _created(tickets: Sequence[UndatedTicket], draws: Draws, lot: random.Random) -> list[datetime]:
    """When each ticket came: the months fill up to their weights, the bound texts first."""
    room = {
        month: len(tickets) * w / sum(draws.months)
        for month, w in zip(MONTHS, draws.months, strict=True)
    }
    found: dict[int, datetime] = {}
    for index in sorted(range(len(tickets)), key=lambda k: len(tickets[k].months)):
        if tickets[index].follows_previous:
            continue
        allowed = tickets[index].months
        month = lot.choices(allowed, [max(room[m], 0.01) for m in allowed])[0]
        room[month] -= 1
        found[index] = _moment(month, tickets[index].days, draws, lot)
    for index, ticket in enumerate(tickets):
        if ticket.follows_previous:
            found[index] = found[index - 1] + timedelta(hours=lot.uniform(20, 90))
    return [found[index] for index in range(len(tickets))]


def _moment(month: int, days: tuple[int, int], draws: Draws, lot: random.Random) -> datetime:
    """A moment of that month, on one of those days."""
    year = FIRST_YEAR + (month < FIRST_MONTH)
    last = min(days[1], calendar.monthrange(year, month)[1])
    possible = range(days[0], last + 1)
    weights = [draws.weekdays[calendar.weekday(year, month, day)] for day in possible]
    day = lot.choices(possible, weights)[0]
    hour = min(max(lot.gauss(draws.hour, draws.hour_spread), 0), 23.99)
    return datetime(year, month, day, tzinfo=UTC) + timedelta(seconds=round(hour * 3600))


def _reassignments(ticket: UndatedTicket, lot: random.Random) -> int:
    """How often people moved it later: rarely where the first category was right."""
    if ticket.first_category == ticket.category:
        return int(lot.random() < 0.04)  # noqa: PLR2004 - moved within the right team
    return lot.choices(range(1, MAX_REASSIGNMENTS + 1), (70, 24, 6))[0]


def _time_to_solve(moves: int, draws: Draws, lot: random.Random) -> timedelta:
    """A log-normal around the median, half as long again for each move."""
    hours = lot.lognormvariate(math.log(draws.solved_hours), 0.9) * 1.5**moves
    return timedelta(seconds=round(hours * 3600))


def _triage_seconds(ticket: UndatedTicket, draws: Draws, lot: random.Random) -> int:
    """A log-normal around the median, longer for long and for foreign texts."""
    median = draws.hard_seconds if ticket.hard else draws.plain_seconds
    words = len(f"{ticket.subject} {ticket.body}".split())
    length = (max(words, 5) / SHORT_WORDS) ** 0.3
    foreign = 1.4 if ticket.language != "en" else 1.0
    return round(lot.lognormvariate(math.log(median * length * foreign), 0.35))


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


if __name__ == "__main__":
    main(sys.argv[1:])
