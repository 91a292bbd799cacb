"""The prompts that were written in a workspace, every version of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """One version: the fields of a prompt, its own `version` among them."""

    prompt_id: int
    prompt: Mapping[str, str]
    created_at: datetime


def save(workspace: Workspace, prompt: Mapping[str, str]) -> PromptVersion:
    """Keep a prompt; the version there is already when it has the same words.

    The version is called `own 1`, `own 2` and so on, whatever the prompt says of itself.
    """
    kept = versions(workspace)
    same = next((each for each in kept if _text_parts(each.prompt) == _text_parts(prompt)), None)
    if same is None:
        named = {**prompt, "version": f"own {len(kept) + 1}"}
        workspace.execute("prompts.add", {"prompt": json.dumps(named)})
    return same or versions(workspace)[0]


def versions(workspace: Workspace) -> list[PromptVersion]:
    """All versions, newest first."""
    return [
        PromptVersion(number, json.loads(prompt), at)
        for number, prompt, at in workspace.rows("prompts.all")
    ]


def _text_parts(prompt: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in prompt.items() if name != "version"}
