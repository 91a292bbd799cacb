"""Field values that go to a help desk with a push: those that may be written without a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.vendors import DeskKind
from store import field_answers
from store.workspace import Workspace
from usecases.fields.figures import field_figures


@dataclass(frozen=True, slots=True)
class FieldValues:
    """What is written of one ticket beside its group: tags, and the same in words for a note."""

    tags: tuple[str, ...] = ()
    note: str = ""


def field_values(workspace: Workspace, desk: DeskKind, run_id: int) -> Mapping[str, FieldValues]:
    """By ticket at the desk: the values of fields with a target that their dial vouches for."""
    figures = {f.field.name: f for f in field_figures(workspace, run_id) if f.field.target}
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for ticket, name, value, confidence in field_answers.at_desk(workspace, run_id, desk):
        each = figures.get(name)
        if each and value and each.may_write(confidence):
            found[ticket].append((each.field.target, name, value))
    return {ticket: _written(values) for ticket, values in found.items()}


def _written(values: list[tuple[str, str, str]]) -> FieldValues:
    """The tags and the note.

    >>> _written([("priority", "Priority", "Very high")])
    FieldValues(tags=('priority_very_high',), note='Priority: Very high.')
    """
    tags = tuple(f"{target}_{_plain(value)}" for target, _, value in values)
    return FieldValues(tags, " ".join(f"{name}: {value}." for _, name, value in values))


def _plain(value: str) -> str:
    return re.sub(r"\W+", "_", value.casefold()).strip("_")
