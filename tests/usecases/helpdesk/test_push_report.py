"""The report of a push tells what came of every ticket, and all of it in one line."""

from __future__ import annotations

from usecases.helpdesk.push_report import in_words, report


def test_every_planned_ticket_is_in_the_report_with_what_came_of_it(workspace, pushed):
    rows = {row.ticket: (row.status, row.reason) for row in report(workspace, pushed)}
    assert rows == {
        "T-1": ("assigned", ""), "T-2": ("assigned", ""), "T-3": ("conflict", "Somebody moved it."),
    }  # fmt: skip


def test_in_one_line_only_what_came_about_is_counted(workspace, pushed):
    assert in_words(workspace, pushed) == f"Push {pushed}: 2 assigned, 1 conflict"
    assert in_words(workspace, 99) == "Push 99: no ticket to assign"
