"""Background jobs: progress, pause, cancel; owned by the process, not by a browser tab."""

from jobs.control import Cancelled, Control
from jobs.errors import ExpectedError
from jobs.job import Job, Jobs
from jobs.progress import Meter, Progress, Traffic

__all__ = ["Cancelled", "Control", "ExpectedError", "Job", "Jobs", "Meter", "Progress", "Traffic"]
