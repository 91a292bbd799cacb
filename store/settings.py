"""What a workspace remembers of its users' choices: cleaning, policy, KPIs."""

from __future__ import annotations

import json
from typing import Any

from store.workspace import Workspace


def get(workspace: Workspace, name: str, default: Any = None) -> Any:
    """The saved value (anything JSON can hold), or the default."""
    rows = workspace.rows("workspace.setting", [name])
    return json.loads(rows[0][0]) if rows else default


def put(workspace: Workspace, name: str, value: Any) -> None:
    """Save a value under a name."""
    workspace.execute("workspace.set_setting", {"name": name, "value": json.dumps(value)})
