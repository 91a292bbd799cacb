"""The sentences say what the case is, and nothing that it is not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from roi.business_case import BusinessCase
from roi.export.wording import (
    adversity,
    amount_said,
    answer,
    beneath_answer,
    futures,
    label_of,
    stamps,
    stop_row,
    verdict,
    words,
)
from roi.inputs.assumptions import assumptions
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.numbers.language import written_in
from roi.scenarios.scenario import Scenario

PLACE = re.compile(r"\{[^}]*\}")

RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)
START = replace(Scenario.default(), volume=Volume("sample", 5000))


def _said(evidence: Evidence | None = RUN, **values: float) -> str:
    return answer(BusinessCase(START.with_values(**values), evidence, draws=300))


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"tickets_per_month": 20000}, "pays for itself after"),
        ({"implementation_cost": 0, "training_hours": 0, "tickets_per_month": 20000},
         "from the first month"),
        ({"implementation_cost": 200000, "tickets_per_month": 9000}, "has not paid for itself"),
        ({"tickets_per_month": 4100}, "worth less than it costs"),
        ({"platform_cost_per_month": 1e5}, "more than it saves"),
    ],
)  # fmt: skip
def test_the_answer_says_whether_it_pays(values: dict[str, float], part: str):
    assert part in _said(**values)


def test_without_a_run_the_answer_says_that_it_assumes():
    assert _said(None).startswith("On assumptions alone: routing")
    assert any("Assumptions only" in stamp for stamp in stamps(BusinessCase(START)))


def test_a_refused_run_claims_nothing():
    refused = BusinessCase(START, replace(RUN, refusal="Labels do not follow the text."))
    assert answer(refused) == "From this run nothing can be claimed."
    assert "$" not in answer(refused)
    assert any("Labels do not follow" in stamp for stamp in stamps(refused))


def test_how_sure_it_is_is_a_count_of_a_hundred():
    sure, depends = futures(BusinessCase(START, RUN, draws=300))
    assert "of 100 simulated futures" in sure
    assert "stops paying" in depends


@pytest.mark.parametrize(
    ("evidence", "values", "named"),
    [
        (replace(RUN, promised=0.95), {"tickets_per_month": 60000}, "Go"),
        (RUN, {"tickets_per_month": 60000}, "Go, with a person"),
        (RUN, {"platform_cost_per_month": 1e5}, "Stop, it does not pay"),
        (replace(RUN, promised=None), {}, "Stop, it does not pay"),
    ],
)
def test_the_verdict_names_the_figure_that_decides(
    evidence: Evidence, values: dict[str, float], named: str
):
    business = BusinessCase(START.with_values(**values), evidence, draws=1000)
    found, because = verdict(business)
    assert found == named
    assert any(sign.isdigit() for sign in because)


def test_the_share_that_is_right_is_said_as_the_share_that_is_wrong():
    business = BusinessCase(START)
    precision = next(each for each in business.stops_paying if each.key == "precision")
    label, where, now = stop_row(business, precision)
    assert label.startswith("Wrong among")
    assert where.startswith("above")
    assert now == "8\u202f%"


def test_every_adversity_has_words_without_holes():
    business = BusinessCase(START)
    lines = [adversity(business, row) for row in business.counter_case.rows]
    assert all(line and "{" not in line for line in lines)


def test_a_case_that_is_stopped_says_so_before_it_names_what_is_expected():
    risky = replace(RUN, low=0.1)
    stopped = BusinessCase(START.with_values(tickets_per_month=20000), risky, draws=300)
    said = answer(stopped)
    assert said.startswith("Not like this: "), said
    assert "is expected, but up to 90.0" in said
    assert "paid back after" in beneath_answer(stopped)


def leaves(said: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence with its full name."""
    for name, part in said.items():
        if isinstance(part, str):
            yield before + name, part
        elif isinstance(part, dict):
            yield from leaves(part, f"{before}{name}.")


def test_a_german_reader_is_answered_in_german_with_the_same_figures():
    business = BusinessCase(Scenario.default())
    with written_in("de"):
        german = dict(leaves(words()))
        assert answer(business).startswith("Wie viele Tickets kommen im Monat?")
        assert {label_of(key) for key in assumptions()} <= set(german.values())
    english = dict(leaves(words()))
    for name, said in german.items():
        if not name.startswith(("labels.", "lines.", "units.")):
            assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(english[name])), name


def test_a_german_answer_has_its_figures_and_the_part_to_colour():
    business = BusinessCase(START.with_values(tickets_per_month=20000), RUN, draws=300)
    with written_in("de"):
        said = answer(business)
        assert amount_said(business) in said
        assert "a year" not in said
        assert "{" not in " ".join((said, *futures(business), *verdict(business)))
