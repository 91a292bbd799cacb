"""The answer on a screen is no greener than the case: pills, amount, and how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export.report import Report, prepare
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.scenarios.scenario import Scenario
from ui.shell.verdict import VERDICTS, head, role, stamp

RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)
START = replace(Scenario.default(), volume=Volume("sample", 5000))
PAYS, LOSES, ASSUMED = "Yes, it pays", "It does not pay", "Assumptions only"


def shown(evidence: Evidence | None = RUN, **values: float) -> Report:
    return prepare(START.with_values(**values), draws=300, evidence=evidence)


def test_without_a_volume_no_amount_is_named_and_nothing_is_sure():
    report = prepare(Scenario.default(), draws=300)
    html = head(report)
    assert 'class="pill open">Volume not known yet<' in html
    assert PAYS not in html
    assert "How sure?" not in html
    assert (role(report.business), stamp(report)) == ("open", "")


def test_without_a_run_it_is_said_that_all_is_assumed():
    report = shown(None, tickets_per_month=20_000)
    assert f'class="pill open">{ASSUMED}<' in head(report)
    assert 'class="pill gain"' not in head(report)
    assert ASSUMED in stamp(report)


def test_a_case_that_pays_says_so_and_what_its_verdict_is():
    report = shown(tickets_per_month=20_000)
    html = head(report)
    decision = report.business.decision
    assert decision is not None
    assert decision.verdict != "stop"
    assert f'class="pill gain">{PAYS}<' in html
    assert html.count('class="pill ') == 2
    assert "How sure?" in html


def test_a_case_that_loses_is_red_from_the_pill_to_the_amount():
    report = shown(platform_cost_per_month=1e5)
    html = head(report)
    assert role(report.business) == "loss"
    assert PAYS not in html
    assert 'class="gain"' not in html
    assert 'class="pill loss"' in html


@pytest.mark.parametrize(("small", "tag"), [(True, "h2"), (False, "h1")])
def test_below_the_title_of_a_screen_it_is_no_second_title(*, small: bool, tag: str):
    assert f"<{tag} class=" in head(shown(), small=small)


def test_every_verdict_has_its_colour():
    assert VERDICTS == {"go": "gain", "go with a person": "open", "stop": "loss"}
