"""Field values that go to a help desk with a push: those that may be written without a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from helpdesk.desk_kind import DeskKind
from routing.filled_field import FilledField
from store import field_answers
from store.workspace import Workspace
from usecases.fields.figures import field_figures


def field_values(
    workspace: Workspace, desk: DeskKind, run_id: int
) -> Mapping[str, Sequence[FilledField]]:
    """By ticket at the desk: the values of fields with a target that their dial vouches for."""
    figures = {f.field.name: f for f in field_figures(workspace, run_id) if f.field.target}
    found: dict[str, list[FilledField]] = defaultdict(list)
    for ticket, name, value, confidence in field_answers.at_desk(workspace, run_id, desk):
        each = figures.get(name)
        if each and value and each.may_write(confidence):
            filled = FilledField(name, value, confidence, each.field.target, alone=True)
            found[ticket].append(filled)
    return found
