"""Each query that comes with the product runs, and its chart has its columns."""

from __future__ import annotations

import pytest

from store.explorer.library import library
from store.sandbox.parameters import parameter_names
from store.sandbox.pool import Sandbox
from store.workspace import Workspace


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    made = Sandbox(tmp_path_factory.mktemp("queries"))
    yield made
    made.stop()


@pytest.mark.parametrize("name", library())
def test_a_query_of_the_library_runs(name: str, sandbox: Sandbox, workspace: Workspace) -> None:
    file = workspace.path.with_name("copy.duckdb")
    workspace.snapshot_to(file)
    query = library()[name]
    values = {key: given["value"] for key, given in query.parameters.items()}
    answer = sandbox.run(file, query.sql, values)
    axes = {each for key, axis in query.chart.items() if key != "kind" for each in axis.split(",")}
    assert axes <= set(answer.table.column_names)
    assert set(parameter_names(query.sql)) == set(query.parameters)
    assert query.description.endswith(".")


def test_a_dozen_queries_ship() -> None:
    assert len(library()) >= 12
