"""Every figure says where it comes from."""

from __future__ import annotations

from routing.evaluation.statistics.intervals import proportion
from usecases.provenance import Origin, measured


def test_a_measured_share_tells_its_n_and_its_interval():
    origin = measured(proportion(1800, 2000), "decisions")
    assert origin.kind == "measured"
    assert origin.label.startswith(
        "measured · n = 2,000 decisions · 95 % interval 88.6–91.2".replace(" %", "\u00a0%")
    )


def test_what_is_not_there_says_so():
    assert measured(None).label == "nothing to measure yet"


def test_an_origin_without_a_note_is_its_kind_alone():
    assert Origin("computed", "").label == "computed"
    assert Origin("assumed", "see Savings").label == "assumed · see Savings"
