"""The engine: a run from pending tickets to written decisions, with pause, cancel and resume."""

from routing.engine.attempts import Attempts, BriefAttempts
from routing.engine.budget import Paid, Terms
from routing.engine.control import Cancelled, Control
from routing.engine.job import Job, Jobs
from routing.engine.journal import Journal
from routing.engine.progress import Meter, Progress, Traffic
from routing.engine.run import run

__all__ = [
    "Attempts",
    "BriefAttempts",
    "Cancelled",
    "Control",
    "Job",
    "Jobs",
    "Journal",
    "Meter",
    "Paid",
    "Progress",
    "Terms",
    "Traffic",
    "run",
]
