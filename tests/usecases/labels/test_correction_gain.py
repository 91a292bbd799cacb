"""What corrected labels gain, on labels that nobody doubts."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from store.learning import label_checks
from tests.usecases.labels.test_check import NO_MODEL, check, desk
from usecases.actor import Actor, NotAllowed, Role
from usecases.labels import correction_gain
from usecases.labels.correction_gain import NOTHING, kept, measure


def test_correcting_flipped_labels_is_measured_on_the_undoubted_ones(workspace, fill):
    fill(workspace, desk(flipped=(10, 33, 42, 51)))
    assert measure(workspace, NO_MODEL, Control(), Meter()) == NOTHING
    check(workspace)
    doubted = len(label_checks.doubted(workspace))
    assert measure(workspace, NO_MODEL, Control(), Meter()) == "finished"
    found = kept(workspace)
    assert (found.changed, found.difference.n) == (doubted, 80 - doubted)
    assert found.after >= found.before
    assert f"with {doubted} labels corrected" in found.in_words()


def test_before_it_was_measured_there_is_nothing_to_say(workspace):
    assert kept(workspace) is None


def test_a_viewer_starts_nothing(workspace):
    with pytest.raises(NotAllowed):
        correction_gain.start(None, workspace, Path(), Actor("Eve", Role.VIEWER))  # type: ignore[arg-type]
