"""A head of a profile answers as the one that was measured, and vouches for no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.confidence_map import ConfidenceMap
from routing.fields.definition import Field, FieldValue
from routing.fields.head import FieldHead
from routing.fields.learned import TicketWords, head_of, learn
from routing.ticket import Ticket
from tests.routing.fields.test_learned import PRIORITY, desk

BY_PLAN = replace(PRIORITY, read=("plan",))


def text(ticket: Ticket) -> str:
    return ticket.text


def unlabelled(tickets: list[Ticket]) -> list[Ticket]:
    """The same texts and plans; nobody has filled the priority."""
    kept = [tuple(a for a in each.attributes if a[0] != "priority") for each in tickets]
    return [replace(each, attributes=known) for each, known in zip(tickets, kept, strict=True)]


@pytest.mark.parametrize("field", [PRIORITY, BY_PLAN], ids=["words", "words and plan"])
def test_it_answers_tickets_without_a_label_as_the_measured_head_does(field):
    asked = unlabelled(desk(40, seed=1))
    together = [*desk(200), *asked]
    measured = learn(field, TicketWords.read(together, text))
    head = FieldHead(field, learned=head_of(field, TicketWords.read(together, text)))
    given = [head.fill(each, each.text) for each in asked]
    assert [each.value for each in given] == measured.values[200:]
    assert [each.confidence for each in given] == pytest.approx(measured.confidence[200:], abs=2e-4)


def test_three_values_are_told_apart_too():
    levels = ("high", "low", "middle")
    said = {"high": "server down now", "low": "invoice question", "middle": "printer paper jam"}
    tickets = [
        Ticket(n, str(n), "", f"{said[level]} {n}", attributes=(("priority", level),))
        for n, level in enumerate(levels * 20)
    ]
    head = FieldHead(PRIORITY, learned=head_of(PRIORITY, TicketWords.read(tickets, text)))
    assert [head.fill(tickets[0], said[each]).value for each in levels] == list(levels)


def test_where_only_one_value_was_ever_seen_nobody_is_sure_of_it():
    tickets = [replace(each, attributes=(("priority", "low"),)) for each in desk(30)]
    head = FieldHead(PRIORITY, 0.0, learned=head_of(PRIORITY, TicketWords.read(tickets, text)))
    assert (head.fill(tickets[0], "x").value, head.fill(tickets[0], "x").confidence) == ("low", 0.0)


def test_too_few_labels_teach_no_head():
    assert head_of(PRIORITY, TicketWords.read(desk(19), text)) is None


def test_a_value_goes_alone_from_the_probability_that_the_dial_found():
    field = Field("Matter", "entity", values=(FieldValue("Outage"), FieldValue("Invoice")))
    asked = Ticket(1, "1", "", "")
    sure, torn = "an outage", "an outage and an invoice"
    alone = [FieldHead(field, 0.9).fill(asked, each).alone for each in (sure, torn, "hello")]
    assert alone == [True, False, False]
    # As returned, one half is enough; calibrated, it is worth less.
    assert FieldHead(field, 0.5).fill(asked, torn).alone
    assert not FieldHead(field, 0.5, ConfidenceMap(1, 1, -2)).fill(asked, torn).alone
    assert not FieldHead(field, None).fill(asked, sure).alone


def test_without_the_columns_it_was_measured_with_nothing_goes_alone():
    tickets = desk(200)
    head = FieldHead(BY_PLAN, 0.0, learned=head_of(BY_PLAN, TicketWords.read(tickets, text)))
    whole, bare = tickets[0], replace(tickets[0], attributes=())
    assert [head.fill(each, each.text).alone for each in (whole, bare)] == [True, False]


def test_all_that_answers_depend_on_is_in_the_fingerprint():
    learned = head_of(PRIORITY, TicketWords.read(desk(60), text))
    other = head_of(PRIORITY, TicketWords.read(desk(60, seed=1), text))
    heads = [
        FieldHead(PRIORITY, 0.5, learned=learned), FieldHead(PRIORITY, 0.6, learned=learned),
        FieldHead(PRIORITY, 0.5, learned=other), FieldHead(BY_PLAN, 0.5, learned=learned),
        FieldHead(PRIORITY, 0.5, ConfidenceMap(1, 1, 0), learned),
    ]  # fmt: skip
    assert len({each.fingerprint for each in heads}) == 5
