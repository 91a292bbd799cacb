"""Exports of help desks that do not exist, made by code: any header words, any order of columns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TOPICS = {
    "Billing": "invoice charged twice payment refund amount card bank receipt total tax",
    "Access": "password login locked account reset code sign blocked user denied",
    "Shipping": "parcel courier delivery late address tracking box damaged arrived street",
    "Hardware": "printer laptop screen battery keyboard cable noise broken monitor dock",
    "Network": "wifi vpn slow router connection drops signal office port firewall",
}
FILLER = tuple("please help since yesterday the my it we is not again with our for from".split())  # noqa: SIM905
AGENTS = ("Ana P.", "Rui S.", "Tom K.", "Eva M.")
PRIORITIES = ("Low", "Medium", "High")
STATES = ("Open", "Closed", "Pending")
START = datetime(2024, 1, 8, 9)  # noqa: DTZ001 - our times have no zone


@dataclass(frozen=True)
class Desk:
    """What an export looks like.

    headers: the names of the columns by what they hold; those it does not name are left out.
    letters: turns the words of texts and labels into those of another script.
    """

    headers: dict[str, str]
    date_format: str = "%Y-%m-%d %H:%M"
    letters: str = ""
    rows: int = 120


def translated(text: str, letters: str) -> str:
    """The same text in other letters, so that no word of it is known."""
    if not letters:
        return text
    known = (letters[ord(c) % len(letters)] if c.isalpha() else c for c in text.lower())
    return "".join(known)


def made_rows(desk: Desk, seed: int) -> list[dict[str, str]]:
    """The rows of an export, by what each cell holds."""
    rng = random.Random(seed)
    return [_row(desk, rng, n) for n in range(desk.rows)]


def _row(desk: Desk, rng: random.Random, n: int) -> dict[str, str]:
    label = rng.choice(list(TOPICS))
    words = TOPICS[label].split()
    opened = START + timedelta(hours=5 * n, minutes=rng.randrange(50))
    closed = opened + timedelta(hours=rng.randrange(1, 90))
    said = {
        "subject": " ".join([*rng.sample(words, 2), rng.choice(FILLER), rng.choice(words)]),
        "body": " ".join(rng.choice(words if rng.random() < 0.4 else FILLER) for _ in range(24)),
        "answer": " ".join(rng.choice(FILLER) for _ in range(20)),
        "category": label,
    }
    return {
        **{name: translated(text, desk.letters) for name, text in said.items()},
        "id": f"{41_000 + n}",
        "priority": rng.choice(PRIORITIES),
        "state": rng.choice(STATES),
        "agent": rng.choice(AGENTS),
        "email": f"user{rng.randrange(60)}@example.com",
        "flag": rng.choice(("true", "false")),
        "rating": str(rng.randrange(1, 6)),
        "created_at": opened.strftime(desk.date_format),
        "solved_at": closed.strftime(desk.date_format) if rng.random() < 0.9 else "",
    }  # fmt: skip


def table(desk: Desk, seed: int = 0) -> tuple[list[str], list[list[str]]]:
    """Header and cells of the export."""
    rows = made_rows(desk, seed)
    return list(desk.headers.values()), [[row[name] for name in desk.headers] for row in rows]


def unknown_headers(names: Sequence[str], rng: random.Random) -> dict[str, str]:
    """Headers of no language at all, in any order."""
    order = list(names)
    rng.shuffle(order)
    return {
        name: "".join(rng.choices("bdfgklmnprstvz", k=4)) + f"q{n}" for n, name in enumerate(order)
    }
