"""The phases of a run on this machine, and how long each takes beside the others."""

from __future__ import annotations

from typing import Final

from routing.routers.embedded.learning_progress import DUPLICATES, LEARNING, READING, READING_ALL

ROUTING: Final = "Routing tickets"
KEEPING: Final = "Keeping the router"
# In CPU-seconds on a demo of 626 tickets, all of them labelled.
SECONDS: Final = {
    DUPLICATES: 3,
    READING: 44,
    LEARNING: 37,
    READING_ALL: 55,
    ROUTING: 9,
    KEEPING: 7,
}
REPLAYED: Final = {ROUTING: 1}


def phases(labelled: int, waiting: int, *, foreign: bool = False) -> dict[str, float]:
    """Routing grows with the tickets that wait for a decision, all else with the labelled ones.

    foreign: whether some are in another language, so that a second model reads them, too.

    >>> phases(626, 6_260)["Routing tickets"] / phases(626, 626)["Routing tickets"]
    10.0
    """
    return {
        name: float(seconds * max(1, waiting if name == ROUTING else labelled))
        for name, seconds in SECONDS.items()
        if foreign or name != READING_ALL
    }
