"""The engine: a run from pending tickets to written decisions, with pause, cancel and resume."""

from routing.engine.journal import (
    Attempts,
    Journal,
    MemoryAttempts,
    MemoryJournal,
    Paid,
    RunStatus,
)  # fmt: skip
from routing.engine.run import answer, answer_one, run
from routing.engine.run_limits import BudgetSpent, Terms

__all__ = [
    "Attempts", "BudgetSpent", "Journal", "MemoryAttempts", "MemoryJournal", "Paid", "RunStatus",
    "Terms", "answer", "answer_one", "run",
]  # fmt: skip
