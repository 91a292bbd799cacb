"""Tickets in and out of a workspace."""

from __future__ import annotations

from datetime import date, datetime

from routing.decision import Decision
from routing.policy import Policy
from store import runs, taxonomies, tickets
from store.tickets import Filters
from tests.conftest import ticket


def test_a_ticket_comes_back_to_the_letter(workspace, fill):
    odd = ticket(1, "Billing", id="00123", subject=" NA ", body="None\n\t😀 ' ; DROP TABLE tickets")
    fill(workspace, [odd])
    assert tickets.one(workspace, 1) == odd


def test_filters_find_by_words_without_reading_them_as_a_pattern(workspace, fill):
    fill(workspace, [ticket(1, body="50% off"), ticket(2, body="500 off"), ticket(3, body="(a|.*")])
    assert found(workspace, text="50%") == [1]
    assert found(workspace, text="(a|.*") == [3]
    assert found(workspace, text=".*") == [3]


def test_words_are_found_in_any_case_and_script(workspace, fill):
    fill(
        workspace, [ticket(1, body="GRÖSSE"), ticket(2, subject="größe"), ticket(3, body="ПРИВЕТ")]
    )
    assert found(workspace, text="Größe") == [2]
    assert found(workspace, text="grösse") == [1]
    assert found(workspace, text="привет") == [3]
    assert found(workspace, text="t-3") == []
    assert found(workspace, text="T-3") == [3]


def test_tickets_that_people_moved_can_be_found(workspace, fill):
    fill(workspace, [ticket(1, "A", first_category="B"), ticket(2, "A", first_category="A")])
    assert found(workspace, outcome="moved") == [1]
    facts = tickets.facts(workspace)
    assert (facts.both, facts.moved) == (2, 1)


def test_days_are_taken_whole_at_both_ends(workspace, fill):
    days = [datetime(2026, 3, day, 23, 59, 59) for day in (1, 2, 3)]  # noqa: DTZ001 - as stored
    fill(workspace, [ticket(n, created_at=day) for n, day in enumerate(days, 1)])
    assert found(workspace, since=date(2026, 3, 2)) == [2, 3]
    assert found(workspace, until=date(2026, 3, 2)) == [1, 2]
    assert found(workspace, since=date(2026, 3, 2), until=date(2026, 3, 2)) == [2]


def test_confidences_and_predictions_are_those_of_the_run_that_is_asked_for(workspace, fill):
    fill(workspace, [ticket(1, "A"), ticket(2, "A")])
    for confidence in (0.3, 0.9):
        run = runs.start(workspace, "fake", {}, 1)
        made = [Policy(0.5).dispose(Decision(key, "B", confidence, "fake")) for key in (1, 2)]
        runs.RunJournal(workspace, run.run_id).write(made)
    assert found(workspace, least=0.5, run_id=1) == []
    assert found(workspace, least=0.5, most=1.0, run_id=2) == [1, 2]
    assert found(workspace, predicted="B", run_id=2) == [1, 2]
    assert found(workspace, outcome="misroute", run_id=1) == []
    assert found(workspace, outcome="misroute", run_id=2) == [1, 2]


def test_a_page_has_its_tickets_in_the_order_asked_for(workspace, fill):
    fill(workspace, [ticket(key) for key in range(1, 6)])
    shown = tickets.rows(workspace, [4, 2, 5], None)
    assert shown["ticket_key"].tolist() == [4, 2, 5]
    assert shown["id"].tolist() == ["T-4", "T-2", "T-5"]
    assert tickets.rows(workspace, [], None).empty


def found(workspace, run_id=None, **filters: object) -> list[int]:
    return tickets.keys(workspace, Filters(**filters), run_id).tolist()


def test_without_a_taxonomy_the_labels_found_become_the_first(workspace, fill):
    assert taxonomies.current_or_labels(workspace) is None
    fill(workspace, [ticket(1, "B"), ticket(2, "A"), ticket(3, "Unknown")])
    assert taxonomies.current_or_labels(workspace).taxonomy.names == ("A", "B")


def test_pending_leaves_out_what_is_decided(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    run = runs.start(workspace, "fake", {}, 1)
    assert [t.key for batch in tickets.pending(workspace, run.run_id) for t in batch] == [1, 2]


def test_other_columns_of_the_export_are_kept_and_can_be_asked_for(workspace, fill):
    urgent = (("Priority", "high"), ("Größe", "5 l"))
    fill(workspace, [ticket(1, attributes=urgent), ticket(2, attributes=(("Priority", "low"),))])
    fill(workspace, [ticket(1, id="bare")], "two")
    assert tickets.one(workspace, 1).attributes == urgent
    assert tickets.one(workspace, 3).attributes == ()
    assert found(workspace, attributes=(("Priority", "high"),)) == [1]
    assert tickets.attributes(workspace) == {"Größe": ["5 l"], "Priority": ["high", "low"]}
    with workspace.reading() as cursor:
        cursor.execute(
            "SELECT value, count(*) FROM v_attributes WHERE name = 'Priority' GROUP BY 1"
        )
        assert sorted(cursor.fetchall()) == [("high", 1), ("low", 1)]


def test_a_column_with_a_value_for_every_ticket_is_nothing_to_choose_from(workspace, fill):
    fill(workspace, [ticket(n, attributes=(("Reference", f"R{n}"),)) for n in range(1, 4)])
    assert tickets.attributes(workspace, most=2) == {}


def test_labelled_tickets_whose_text_comes_again_are_counted(workspace, fill):
    same = {"subject": "Form", "body": "Please call"}
    assert tickets.repeated(workspace) == (0, 0)
    fill(
        workspace,
        [ticket(1, "A", **same), ticket(2, "A", **same), ticket(3, "B"), ticket(4, **same)],
    )
    assert tickets.repeated(workspace) == (2, 3)
