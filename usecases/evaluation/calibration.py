"""How far the confidences of a run are to be believed: as returned, and calibrated on labels."""

from __future__ import annotations

from dataclasses import dataclass

from routing.evaluation.reliability import Reliability
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.accuracy_parts import confidence_reliability


@dataclass(frozen=True, slots=True)
class RunCalibration:
    """Confidences against right and wrong, each calibrated one by a fit without its ticket."""

    returned: Reliability
    calibrated: Reliability

    @property
    def in_words(self) -> str:
        """The expected calibration errors side by side, for example `0.210 → 0.024`."""
        return f"{self.returned.ece.value:.3f} → {self.calibrated.ece.value:.3f}"


@kept_by_revision
def run_calibration(workspace: Workspace, run_id: int) -> RunCalibration | None:
    """What calibration on the desk's labels brings a run; None with too few of them."""
    found = tuple(confidence_reliability(workspace, run_id, "beta").values())
    return RunCalibration(*found) if found else None
