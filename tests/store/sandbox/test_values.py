"""Parameters as they are chosen become values that the sandbox takes."""

from __future__ import annotations

import pytest

from store.sandbox.values import as_values


@pytest.mark.parametrize(
    ("chosen", "value"),
    [
        ({"type": "number", "value": 2.0}, 2),
        ({"type": "number", "value": 2.5}, 2.5),
        ({"type": "text", "value": "2"}, "2"),
        ({"type": "date", "value": "2026-01-31"}, {"date": "2026-01-31"}),
        ({"type": "boolean", "value": True}, True),
    ],
)
def test_a_type_decides_what_a_value_becomes(chosen, value) -> None:
    assert as_values({"p": chosen}) == {"p": value}


def test_a_whole_number_stays_whole() -> None:
    assert isinstance(as_values({"n": {"type": "number", "value": 3.0}})["n"], int)
