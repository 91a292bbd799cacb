"""The volume is asked, and the months of a file are seen."""

from datetime import date

import pytest

from roi.inputs.volume import Volume, season
from roi.scenarios.scenario import Scenario

YEAR = {date(2025 + m // 12, m % 12 + 1, 1): 100 for m in range(10, 22)}


def test_a_whole_desk_counts_by_its_period():
    found = Volume("whole desk", first=date(2026, 1, 1), last=date(2026, 12, 31)).tickets(12_000)
    assert found is not None
    assert found.value == pytest.approx(1000, rel=0.01)
    assert found.low < found.value < found.high


def test_a_sample_says_nothing_of_the_volume_until_it_is_entered():
    assert Volume("sample", first=date(2026, 1, 1), last=date(2026, 12, 31)).tickets(300) is None
    entered = Volume("sample", 4000).tickets(300)
    assert entered is not None
    assert entered.value == 4000
    assert "sample" in entered.words


def test_less_than_a_month_is_no_month():
    assert Volume("whole desk", first=date(2026, 1, 1), last=date(2026, 1, 20)).tickets(900) is None


def test_the_answer_places_the_volume_and_its_origin():
    scenario = Scenario.default().answered(Volume("sample", 4000), in_file=300)
    assert scenario["tickets_per_month"] == 4000
    assert scenario.volume_is_known
    assert not Scenario.default().volume_is_known


def test_a_busy_month_is_named():
    found = season(YEAR | {date(2025, 12, 1): 160})
    assert found.covers_a_year
    assert found.finding.startswith("December is")
    assert found.warning == ""


def test_a_gap_is_named_and_warned_of():
    found = season(YEAR | {date(2026, 3, 1): 4})
    assert found.gaps == (date(2026, 3, 1),)
    assert "March 2026" in found.finding
    assert found.warning


def test_a_file_without_dates_has_no_season():
    found = season({})
    assert (found.peak, found.gaps, found.covers_a_year) == (None, (), False)
