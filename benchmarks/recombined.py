"""Any number of tickets recombined from those of sample_data, always the same ones.

A body is a few sentences of tickets of one category and a number of its own, so that no two texts
are equal once they are cleaned; with `repeats` so large a share says again what stood before.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from routing.intake.reading import read  # noqa: E402 (the project is not installed)
from routing.ticket import Ticket  # noqa: E402

SAMPLES = ROOT / "sample_data" / "larkspur" / "tickets.csv"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
COLUMNS = ("Ticket ID", "Subject", "Description", "Category", "Created at")
BEFORE = 1_000


def labelled() -> list[Ticket]:
    """The tickets of sample_data that have a text and a category."""
    found = [item for item in read(SAMPLES) if isinstance(item, Ticket)]
    return [ticket for ticket in found if ticket.category and ticket.body.strip()]


def rows(tickets: int, repeats: float = 0.0) -> Iterator[tuple[str, ...]]:
    """Rows of a file with the columns `COLUMNS`."""
    chance = random.Random(18)  # noqa: S311 - a benchmark, always the same
    known = labelled()
    sentences: dict[str, list[str]] = {}
    for ticket in known:
        sentences.setdefault(ticket.category or "", []).extend(SENTENCE.split(ticket.body.strip()))
    said: list[tuple[str, str, str]] = []
    for number in range(1, tickets + 1):
        if said and chance.random() < repeats:
            subject, body, category = chance.choice(said)
        else:
            ticket = chance.choice(known)
            category = ticket.category or ""
            told = chance.choices(sentences[category], k=chance.randint(2, 7))
            subject, body = ticket.subject, " ".join([*told, f"Reference {number}."])
            said = [*said[-BEFORE:], (subject, body, category)] if repeats else []
        minute = number % 525_600
        created = f"2025-{1 + minute % 12:02}-{1 + minute % 28:02} {minute % 24:02}:00"
        yield f"R-{number}", subject, body, category, created


def write(file: Path, tickets: int, repeats: float = 0.0) -> Path:
    """The rows as a CSV file."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(rows(tickets, repeats))
    return file
