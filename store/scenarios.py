"""Saved sets of ROI inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.workspace import Workspace

# What the savings screen holds before it is saved under a name of its own.
WORKING_COPY = "Working copy"


def save(workspace: Workspace, name: str, inputs: Mapping[str, Any]) -> None:
    """Save the inputs under a name, in place of an earlier scenario of that name."""
    wanted = {"name": name, "inputs": json.dumps(dict(inputs))}
    workspace.execute("workspace.save_scenario", wanted)


def load(workspace: Workspace, name: str) -> dict[str, Any] | None:
    """The inputs of that scenario, None when there is none."""
    rows = workspace.rows("workspace.scenario", [name])
    return dict(json.loads(rows[0][0])) if rows else None


def names(workspace: Workspace) -> list[str]:
    """The names of all scenarios, in order."""
    return [name for (name,) in workspace.rows("workspace.scenarios")]


def delete(workspace: Workspace, name: str) -> None:
    """Remove the scenario of that name."""
    workspace.execute("workspace.delete_scenario", [name])
