"""What a statement can be completed with."""

from __future__ import annotations

from tests.conftest import ticket
from usecases.queries.vocabulary import vocabulary


def test_names_and_values_of_the_workspace_are_known(workspace, fill):
    own = (("Plan", "pro"),)
    fill(workspace, [ticket(1, "Bob's", channel="web", attributes=own), ticket(2, "B")])
    found = vocabulary(workspace)
    assert "actual_category" in found.tables["v_decisions"]
    assert {"count", "date_trunc", "regexp_matches", "matching"} <= set(found.functions)
    assert found.values["category"] == ("B", "Bob's")
    assert found.values["channel"] == ("web",)
    assert found.values["Plan"] == ("pro",)
    assert not [name for name in found.functions if name.startswith(("read_", "pg_"))]
