"""The cases worked by hand in golden.toml come out as written there."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from roi.counter_case import triage_cost_change
from roi.inputs.values import Values
from roi.model.lines import table
from roi.results.case import case
from roi.results.conventions import bridge_to_nucleus, bridge_to_tei, nucleus, tei, unadjusted
from roi.risk.break_even import required

GOLDEN = tomllib.loads(Path(__file__).with_name("golden.toml").read_text("utf-8"))
WORDS = {"never": None, "none": None}


def _values(golden: dict[str, Any]) -> Values:
    changed = {**GOLDEN["base"], **golden.get("change", {})}
    if "accepted" in changed:
        changed["accepted"] = frozenset(changed["accepted"])
    return Values.default(**changed)


def _assert_equal(found: float | None, expected: object, name: str) -> None:
    if expected in WORDS:
        assert found is WORDS[str(expected)], name
    else:
        assert isinstance(expected, int | float)
        tolerance = 0.006 if abs(expected) > 1000 else 5e-5 if abs(expected) > 3 else 5e-7
        assert found == pytest.approx(expected, abs=tolerance), name


@pytest.mark.parametrize("golden", GOLDEN["case"], ids=lambda golden: golden["name"])
def test_a_case_worked_by_hand_comes_out(golden: dict[str, Any]):
    v = _values(golden)
    result = case(v)
    for name, expected in golden["expected"].items():
        _assert_equal(getattr(result, name), expected, name)
    for ledger, expected in golden.get("ledgers", {}).items():
        _assert_equal(result.ledgers[ledger], expected, ledger)
    for key, expected in golden.get("required", {}).items():
        _assert_equal(required(v, key).value, expected, key)


@pytest.mark.parametrize("golden", GOLDEN["convention"], ids=lambda golden: golden["name"])
def test_a_convention_worked_by_hand_comes_out(golden: dict[str, Any]):
    result = case(_values(golden))
    by_side = {"benefit": golden["lower"], "cost": golden["raise"]}
    adjustments = {key: by_side[line.side] for key, line in table().lines.items()}
    told = (unadjusted(result), tei(result, adjustments), nucleus(result))
    for each in told:
        for name, expected in golden[each.convention].items():
            _assert_equal(getattr(each, name), expected, f"{each.convention} {name}")
    steps = {
        step.key: step.amount
        for bridge in (bridge_to_tei, bridge_to_nucleus)
        for step in bridge(result, adjustments)
    }
    for key, expected in golden["bridge"].items():
        assert steps[key] == pytest.approx(expected, abs=0.01), key


@pytest.mark.parametrize("golden", GOLDEN["account"], ids=lambda golden: golden["name"])
def test_the_public_account_is_reproduced(golden: dict[str, Any]):
    found = triage_cost_change(_values(golden))
    assert found == pytest.approx(golden["triage_cost_change"], abs=1e-9)
