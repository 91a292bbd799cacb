"""Field values that go to a help desk with a push: those that may be written without a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from helpdesk.desk_kind import DeskKind
from routing.fields.heads import FieldAnswer
from routing.filled_field import FilledField
from store import field_answers
from store.workspace import Workspace
from usecases.fields.figures import FieldFigures, field_figures


def field_values(
    workspace: Workspace, desk: DeskKind, run_id: int
) -> Mapping[str, Sequence[FilledField]]:
    """By ticket at the desk: the values of fields with a target that may be written alone.

    Their dial vouches for them or, where a published profile filled them, that profile does.
    """
    figures = {f.field.name: f for f in field_figures(workspace, run_id) if f.field.target}
    found: dict[str, list[FilledField]] = defaultdict(list)
    for ticket, told in field_answers.at_desk(workspace, run_id, desk):
        each = figures.get(told.field)
        if each and told.value and _may_write(each, told):
            filled = FilledField(
                told.field, told.value, told.confidence, each.field.target, alone=True
            )
            found[ticket].append(filled)
    return found


def _may_write(figures: FieldFigures, told: FieldAnswer) -> bool:
    return figures.may_write(told.confidence) if told.alone is None else told.alone
