"""The fields of a run as a published profile fills them, each with what its dial vouches for."""

from __future__ import annotations

from routing.fields.head import FieldHead
from routing.fields.learned import TicketWords, head_of
from store import field_answers, runs
from store.workspace import Workspace
from usecases.fields.figures import FieldFigures, field_figures
from usecases.runs.field_answers import MAX_TICKETS
from usecases.runs.request import RunRequest


def field_heads(workspace: Workspace, run_id: int) -> tuple[FieldHead, ...]:
    """The heads of every field that a run has answered, learned from all its labels.

    A field whose labels became too few to learn from is left out.
    """
    figures = field_figures(workspace, run_id)
    words = _words(workspace, run_id) if any(f.field.kind == "learned" for f in figures) else None
    heads = [_head(each, words) for each in figures]
    return tuple(each for each in heads if each.field.kind != "learned" or each.learned)


def _words(workspace: Workspace, run_id: int) -> TicketWords | None:
    text = RunRequest.from_settings(runs.one(workspace, run_id).settings).text
    tickets = field_answers.tickets(workspace, run_id, MAX_TICKETS)
    return TicketWords.read(tickets, text) if tickets else None


def _head(figures: FieldFigures, words: TicketWords | None) -> FieldHead:
    field, dial = figures.field, figures.dial
    learned = head_of(field, words) if words and field.kind == "learned" else None
    if dial is None:
        return FieldHead(field, learned=learned)
    return FieldHead(field, dial.threshold, dial.calibrations.get(field.name), learned)
