"""The engine: a run from pending tickets to written decisions, with pause, cancel and resume."""

from routing.engine.attempts import Attempts, BriefAttempts
from routing.engine.budget import Paid, Terms
from routing.engine.journal import Journal
from routing.engine.run import run

__all__ = [
    "Attempts",
    "BriefAttempts",
    "Journal",
    "Paid",
    "Terms",
    "run",
]
