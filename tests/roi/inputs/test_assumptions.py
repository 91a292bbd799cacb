"""Every default names its unit, range, source and strength; a wrong file names its wrong key."""

import pytest

from roi.errors import AssumptionError
from roi.inputs.assumptions import assumptions, read_assumptions

GOOD = """
[wage]
label = "Wage"
value = 20
low = 10
high = 30
minimum = 0
maximum = 100
unit = "money per hour"
group = "People"
source = "A survey"
strength = "medium"
"""


def test_every_default_is_accepted_by_its_own_rule():
    for assumption in assumptions().values():
        assert assumption.problem(assumption.value) is None
        assert assumption.source
        assert assumption.unit


def test_a_file_is_read_as_written():
    wage = read_assumptions(GOOD)["wage"]
    assert (wage.value, wage.low, wage.high, wage.strength) == (20.0, 10.0, 30.0, "medium")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('strength = "medium"', 'strength = "sure"', "strength"),
        ("value = 20", 'value = "twenty"', '"value"'),
        ("value = 20", "value = true", '"value"'),
        ("value = 20", "value = 31", '"value"'),
        ('source = "A survey"', 'source = " "', "source"),
        ('source = "A survey"', "", "source"),
        ('source = "A survey"', 'source = "A"\nauthor = "B"', "author"),
        ('group = "People"', 'group = "People"\nfavourable = "up"', "favourable"),
        ("[wage]", "wage = 1\n[other]", '"wage"'),
    ],
)
def test_a_wrong_key_is_named(old: str, new: str, named: str):
    with pytest.raises(AssumptionError, match=named):
        read_assumptions(GOOD.replace(old, new))


def test_a_file_that_is_not_toml_is_refused():
    with pytest.raises(AssumptionError, match="not valid TOML"):
        read_assumptions("wage = = 1")
