"""What a workspace remembers of its users' choices: each with its name, its type and its default.

A choice that knows more than plain values keeps a record of them; who reads it makes its own type.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from store.workspace import Workspace

T = TypeVar("T")
# A record of plain values, as the type of its owner writes and reads it.
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One choice.

    read: the value from what JSON holds; raises for what it cannot be, and the default counts.
    """

    name: str
    default: T
    read: Callable[[Any], T]

    def of(self, workspace: Workspace) -> T:
        """What was chosen in that workspace, else the default."""
        rows = workspace.rows("workspace.setting", [self.name])
        if not rows:
            return self.default
        try:
            return self.read(json.loads(rows[0][0]))
        except (TypeError, ValueError, KeyError):
            return self.default

    def set(self, workspace: Workspace, value: T) -> None:
        """Choose a value."""
        wanted = {"name": self.name, "value": json.dumps(value)}
        workspace.execute("workspace.set_setting", wanted)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _record(value: Any) -> Record | None:
    return None if value is None else dict(value)


def _records(value: Any) -> list[Record] | None:
    return None if value is None else [dict(each) for each in value]


# Whether texts are cleaned, and personal data is masked, before they are routed.
CLEANING: Final = Setting("cleaning", default=True, read=bool)
MASKING: Final = Setting("masking", default=True, read=bool)
# The router that was last chosen; None before anybody chose one.
ROUTER: Final = Setting("router", None, _text)
# The share of reviewed tickets that a second person looks at, 0 to 1.
SECOND_LOOKS: Final = Setting("second_looks", 0.0, float)
# The share of tickets that are looked at without seeing the suggestion, 0 to 1.
BLIND_LOOKS: Final = Setting("blind_looks", 0.05, float)
# Which reviews routers learn from, as `store.learning.versions.LearnFrom` names it.
LEARN_FROM: Final = Setting("learn_from", "reviews", str)
# What the step of the schema restored that lets no review overwrite a label; None for nothing.
LABELS_RESTORED: Final = Setting("labels_restored", None, _record)
# Tickets in a thousand that are never learned from; 0 before the first version.
HELD_BACK: Final = Setting("held_back_permille", 0, int)
# The targets that are promised, as `routing.targets` reads them; None for the usual ones.
TARGETS: Final = Setting("kpis", None, _records)
# Colour and logo of the documents.
_PLAIN: Final[Record] = {}
BRAND: Final = Setting("brand", _PLAIN, dict)
# Author, version and the day until which a decision is asked for.
STUDY: Final = Setting("study", _PLAIN, dict)
# Which later tickets went to people by lot, as `store.hold_out` reads it; None for no such tickets.
HOLD_OUT: Final = Setting("hold_out", None, _record)
# The demo company that the workspace was built from, or copied from for a prospect.
DEMO: Final = Setting("demo", "", str)
# The run whose settings later runs start from: `run_id` and `settings`.
DEFAULT_RUN: Final = Setting("default_run", None, _record)
# The last trial of pack sizes: `model` and `figures`.
PACK_TRIAL: Final = Setting("pack_trial", None, _record)
# The receipt of the last tuning of a prompt, as `usecases.runs.prompt_tuning` reads it.
PROMPT_TUNING: Final = Setting("prompt_tuning", None, _record)
# How far two random halves of the tickets agree on the topics, 0 to 1.
TOPICS_AGREEMENT: Final = Setting("topics_agreement", None, _number)
# The labels that the kept answers of the text baseline are about.
TEXT_BASELINE: Final = Setting("text_baseline", None, _text)
# What later tickets showed: `labels` they are about, and counts by figure.
LATER_TICKETS: Final = Setting("later_tickets", None, _record)
# The labels that were checked, as `mark`, and what the check said as a whole, as `verdict`.
LABEL_CHECKS: Final = Setting("label_checks", None, _record)
# What correcting the doubted labels would do to learning, as it was measured last.
CORRECTION_GAIN: Final = Setting("correction_gain", None, _record)
# The fields beside the category, as TOML that `routing.fields.definition` reads.
FIELDS: Final = Setting("fields", "", str)
# What reviewers agreed on, by category: `text`, `by` whom and `at` what time.
GUIDELINES: Final = Setting("guidelines", _PLAIN, dict)
# The last outcome of the live service that was taken in, by its number there.
LIVE_OUTCOME: Final = Setting("live_outcome", 0, int)


def provider(kind: str) -> Setting[Record | None]:
    """What was last asked of that kind of provider; a key is no part of it."""
    return Setting(f"llm_{kind}", None, _record)
