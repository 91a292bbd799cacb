"""The engine: a run from pending tickets to written decisions, with pause, cancel and resume."""

from routing.engine.control import Cancelled, Control
from routing.engine.job import Job, Jobs
from routing.engine.journal import Journal
from routing.engine.progress import Meter, Progress
from routing.engine.run import run

__all__ = ["Cancelled", "Control", "Job", "Jobs", "Journal", "Meter", "Progress", "run"]
