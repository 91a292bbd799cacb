"""The cases worked by hand in golden.toml come out as written there."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from roi.break_even import Required
from roi.case import case
from roi.values import Values

GOLDEN = tomllib.loads(Path(__file__).with_name("golden.toml").read_text("utf-8"))
WORDS = {"never": None, "none": None}


@pytest.mark.parametrize("golden", GOLDEN["case"], ids=lambda golden: golden["name"])
def test_a_case_worked_by_hand_comes_out(golden: dict[str, Any]):
    result = case(Values.default(**{**GOLDEN["base"], **golden.get("change", {})}))
    for name, expected in golden["expected"].items():
        found = getattr(result, name)
        found = found.value if isinstance(found, Required) else found
        if expected in WORDS:
            assert found is WORDS[expected], name
        else:
            tolerance = 0.005 if abs(expected) > 1 else 5e-6
            assert found == pytest.approx(expected, abs=tolerance), name
