"""A link holds a whole scenario, and a damaged one is refused with a sentence."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import ScenarioError
from roi.scenarios.scenario import STARTS, Scenario
from roi.scenarios.scenario_file import from_link, to_link


@pytest.mark.parametrize("kind", STARTS)
def test_a_scenario_survives_the_way_through_a_link(kind: str):
    scenario = Scenario.default(kind).with_values(coverage=0.77)
    link = to_link(scenario)
    assert from_link(link) == scenario
    assert len(link) < 6000
    assert link.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=60))
def test_a_damaged_link_is_refused(text: str):
    with pytest.raises(ScenarioError):
        from_link(text or "x")


def test_a_cut_link_and_a_bomb_are_refused():
    with pytest.raises(ScenarioError, match="whole"):
        from_link(to_link(Scenario.default())[:100])
    bomb = base64.urlsafe_b64encode(zlib.compress(b"#" * 10_000_000)).decode()
    with pytest.raises(ScenarioError, match="whole"):
        from_link(bomb)
