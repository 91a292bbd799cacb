"""Reviews tell swapped and new labels, mistakes of one category, and a promise that is broken."""

from collections.abc import Callable
from dataclasses import replace

from routing.evaluation.drift.alarm import Alarm, Kind
from routing.evaluation.drift.tickets import names
from routing.evaluation.drift.watch import Watch
from tests.routing.evaluation.drift.conftest import Desk

Begun = Callable[..., Watch]


def only(alarms: tuple[Alarm, ...]) -> Alarm:
    assert [alarm.kind for alarm in alarms] == [alarms[0].kind]
    return alarms[0]


def test_labels_that_people_swap_are_named(desk: Desk, begun: Begun):
    watch, tickets = begun(), desk.tickets(300)
    reviews = desk.reviews(tickets, wrong=0.0)
    swap = {"Billing": "Fraud", "Fraud": "Billing"}
    actual = names([swap.get(name, name) for name in reviews.actual])
    alarm = only(watch.look(tickets, replace(reviews, actual=actual)))
    assert alarm.kind == Kind.LABEL_SWAP
    assert set(alarm.subject) == {"Billing", "Fraud"}
    assert alarm.explains


def test_a_category_that_people_split_is_named_with_its_new_part(desk: Desk, begun: Begun):
    watch, tickets = begun(), desk.tickets(300)
    reviews = desk.reviews(tickets, wrong=0.0)
    actual = names([
        "Log-in by phone" if name == "Login" and i % 2 else name
        for i, name in enumerate(reviews.actual)
    ])  # fmt: skip
    alarm = only(watch.look(tickets, replace(reviews, actual=actual)))
    assert (alarm.kind, alarm.subject) == (Kind.CATEGORY_SPLIT, ("Login", "Log-in by phone"))


def test_mistakes_in_one_category_name_that_one_alone(desk: Desk, begun: Begun):
    watch, tickets = begun(), desk.tickets(2_000)
    reviews = desk.reviews(tickets, share=1.0)
    wrong = (tickets.category == "Billing") & (desk.rng.random(2_000) < 0.3)
    actual = reviews.actual.copy()
    actual[wrong] = desk.rng.choice(["Fraud", "Login", "Travel"], int(wrong.sum()))
    alarm = only(watch.look(tickets, replace(reviews, actual=actual)))
    assert (alarm.kind, alarm.subject) == (Kind.ACCURACY_CATEGORY, ("Billing",))
    assert alarm.size.unit == "accuracy"
    assert alarm.size.now < alarm.size.reference


def test_a_broken_promise_is_an_alarm(desk: Desk, begun: Begun):
    watch = begun(0.9)
    tickets = desk.tickets(1_000)
    alarms = watch.look(tickets, desk.reviews(tickets, share=1.0, wrong=0.4))
    assert watch.promise is not None
    assert watch.promise.is_broken
    told = {alarm.kind for alarm in alarms} | {e.kind for a in alarms for e in a.explains}
    assert Kind.PROMISE in told
