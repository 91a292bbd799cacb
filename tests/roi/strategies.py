"""Values as a user could enter them, for property tests."""

from hypothesis import strategies as st

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS, Values


def _number(key: str) -> st.SearchStrategy[float]:
    """From well below the plausible range to well above it, within what the field accepts."""
    rule = assumptions()[key]
    low = max(rule.minimum, rule.low / 4 - 0.2 * (rule.unit == "share"))
    return st.floats(low, min(rule.maximum, rule.high * 4 + 0.5))


def values(**fixed: float) -> st.SearchStrategy[Values]:
    free = {key: _number(key) for key in INPUTS if key not in fixed}
    numbers = st.fixed_dictionaries({**free, **{key: st.just(each) for key, each in fixed.items()}})
    return st.builds(
        Values,
        numbers,
        horizon_months=st.integers(1, 60),
        pay=st.sampled_from(["hourly", "salary"]),
        llm_basis=st.sampled_from(["tokens", "ticket"]),
    )
