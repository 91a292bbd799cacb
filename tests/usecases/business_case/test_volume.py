"""The volume is asked after an import; nobody's file is taken for the whole desk."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from roi.errors import InputsError, ScenarioError
from roi.inputs.volume import Volume
from tests.conftest import ticket
from usecases.business_case import scenarios
from usecases.business_case.claim import Claim, business_case
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import answer_volume, volume_question

BEGAN = datetime(2026, 1, 1)  # noqa: DTZ001
YEAR = Volume("whole desk", first=date(2026, 1, 1), last=date(2026, 12, 31))


@pytest.fixture
def desk(workspace, fill):
    """365 tickets, one a day."""
    fill(workspace, [ticket(n, created_at=BEGAN + timedelta(days=n - 1)) for n in range(1, 366)])
    return workspace


def test_a_file_with_dates_is_no_answer(desk):
    question = volume_question(desk, None)
    assert question.is_open
    assert (question.first, question.last) == (YEAR.first, YEAR.last)
    claim = business_case(desk, None)
    assert isinstance(claim, Claim)
    assert claim.report.business.standing == "volume unknown"
    assert all(card.text == "–" for card in claim.report.cards())


def test_a_sample_takes_what_a_person_says_and_tells_where_it_is_from(desk):
    answer_volume(desk, None, Volume("sample", 4000.0, YEAR.first, YEAR.last))
    scenario = working_copy(desk, None).scenario
    assert scenario["tickets_per_month"] == 4000
    assert "entered by you; the file is a sample" in scenario.inputs["tickets_per_month"].words
    assert not volume_question(desk, None).is_open


def test_a_whole_desk_is_counted_over_its_period_whatever_comes_in_later(desk, fill):
    answer_volume(desk, None, YEAR)
    before = working_copy(desk, None).scenario["tickets_per_month"]
    assert before == pytest.approx(365 / 12, rel=0.01)
    later = BEGAN + timedelta(days=400)
    fill(desk, [ticket(n, id=f"M-{n}", created_at=later) for n in range(1, 50)], "more")
    assert working_copy(desk, None).scenario["tickets_per_month"] == before
    assert volume_question(desk, None).is_outdated


def test_a_sample_without_a_number_and_a_number_that_cannot_be_are_refused(desk):
    with pytest.raises(ScenarioError, match="how many tickets come a month"):
        answer_volume(desk, None, Volume("sample"))
    with pytest.raises(InputsError):
        answer_volume(desk, None, Volume("sample", -3.0))
    assert volume_question(desk, None).is_open


def test_the_answer_stays_when_another_start_is_taken(desk):
    answer_volume(desk, None, Volume("sample", 4000.0))
    scenarios.follow(desk, None, "conservative")
    assert 3000 < working_copy(desk, None).scenario["tickets_per_month"] < 4000
