"""The figures of a version, from what was kept when it was judged."""

from __future__ import annotations

from dataclasses import replace

from routing.evaluation.statistics.intervals import Difference, Interval, Measured
from store.learning.versions import Version
from usecases.learning.version_figures import proposed_coverage, right_of

VERSION = Version(
    1, "f" * 16, 0, 100, put_to_work=True, why="", held_back=True, accuracy=Measured(0.9, 40),
    before=0.8, difference=Difference(0.1, 40, Interval(-0.1, 0.3, "")),
    proposal={"coverage": 0.375, "n": 40}, seconds=1.0,
)  # fmt: skip


def test_the_coverage_of_a_proposal_is_measured_on_the_tickets_of_its_dial():
    found = proposed_coverage(VERSION)
    assert found is not None
    assert (found.value, found.n) == (0.375, 40)
    assert found.interval is not None
    assert found.interval.low < 0.375 < found.interval.high


def test_a_version_without_a_proposal_has_no_coverage():
    assert proposed_coverage(replace(VERSION, proposal={"asked": 0.9})) is None


def test_a_share_that_is_no_exact_binary_number_gives_the_count_it_came_from():
    assert [right_of(hits / 1_009, 1_009) for hits in (0, 17, 1_009)] == [
        "0 of 1,009", "17 of 1,009", "1,009 of 1,009",
    ]  # fmt: skip
