"""What reviewers of a desk agreed on, category by category, beside its description."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

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
