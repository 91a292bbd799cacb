"""What reviewers of a desk agreed on, category by category, beside its description."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from store import settings
from store.workspace import Workspace
from usecases.actor import Actor, Role

MAX_LENGTH: Final = 2_000


def guidelines(workspace: Workspace) -> dict[str, str]:
    """The guideline of each category that has one."""
    return {name: str(each["text"]) for name, each in settings.GUIDELINES.of(workspace).items()}


def save_guideline(workspace: Workspace, category: str, text: str, actor: Actor) -> None:
    """Keep the guideline of a category with who wrote it; an empty text removes it."""
    actor.require(Role.REVIEWER, "write guidelines")
    kept = {
        name: each for name, each in settings.GUIDELINES.of(workspace).items() if name != category
    }
    if words := text.strip()[:MAX_LENGTH]:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        kept[category] = {"text": words, "by": actor.name, "at": at}
    settings.GUIDELINES.set(workspace, kept)


def rename_guidelines(workspace: Workspace, names: Mapping[str, str]) -> None:
    """Keep guidelines under new names; those of categories that become one stand together."""
    kept: dict[str, Any] = {}
    before = settings.GUIDELINES.of(workspace)
    for name, each in before.items():
        new = names.get(name, name)
        other = kept.get(new)
        together = f"{other['text']}\n{each['text']}"[:MAX_LENGTH] if other else each["text"]
        kept[new] = {**each, "text": together}
    if kept != before:
        settings.GUIDELINES.set(workspace, kept)
