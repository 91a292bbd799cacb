"""An alarm names what has moved, once, with its beginning, its size and what else it explains."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from routing.evaluation.drift.alarm import Alarm, Kind
from routing.evaluation.drift.tickets import names
from routing.evaluation.drift.watch import Watch
from tests.routing.evaluation.drift.conftest import NO_REVIEWS, Desk, shuffled_in

Begun = Callable[..., Watch]


def only(alarms: tuple[Alarm, ...]) -> Alarm:
    assert [alarm.kind for alarm in alarms] == [alarms[0].kind]
    return alarms[0]


def test_a_category_that_grows_is_named_with_its_beginning_and_its_size(desk: Desk, begun: Begun):
    alarm = only(begun().look(desk.tickets(800, (0.25, 0.2, 0.2, 0.15, 0.2)), NO_REVIEWS))
    assert (alarm.kind, alarm.subject) == (Kind.CATEGORY_SHARE, ("Refund",))
    assert abs(alarm.since.ticket - 1_500) < 100
    assert alarm.size.low <= 0.2 <= alarm.size.high
    assert alarm.raised_after < 1_800
    assert len(alarm.tickets) == 10


def test_a_category_that_vanishes_is_named_as_well(desk: Desk, begun: Begun):
    alarm = only(begun().look(desk.tickets(2_000, (0.4, 0.35, 0.0, 0.18, 0.07)), NO_REVIEWS))
    assert (alarm.kind, alarm.subject) == (Kind.CATEGORY_SHARE, ("Login",))
    assert alarm.size.now < 0.02


def test_a_new_topic_is_shown_by_tickets_that_belong_to_it(desk: Desk, begun: Begun):
    watch = begun()
    strange = desk.topic(30)
    texts = set(strange.text)
    mixed = shuffled_in(desk, desk.tickets(570), strange)
    alarm = only(watch.look(mixed, NO_REVIEWS))
    assert alarm.kind == Kind.NEW_TOPIC
    shown = dict(zip(mixed.key.tolist(), mixed.text, strict=True))
    assert sum(shown[key] in texts for key in alarm.tickets) >= 0.9 * len(alarm.tickets) > 3
    assert alarm.size.low <= 0.05 <= alarm.size.high


def test_another_language_is_named_once_with_its_effects(desk: Desk, begun: Begun):
    watch = begun()
    foreign = desk.topic(60)
    german = [f"wo ist die rechnung {'x' * i} und die ware nicht da" for i in range(60)]
    foreign = replace(foreign, text=names(german), confidence=np.full(60, 0.1))
    alarm = only(watch.look(shuffled_in(desk, desk.tickets(240), foreign), NO_REVIEWS))
    assert (alarm.kind, alarm.subject) == (Kind.LANGUAGE, ("German",))


def test_a_signature_under_every_text_is_a_change_of_length(desk: Desk, begun: Begun):
    watch = begun()
    usual = desk.tickets(200)
    signed = replace(usual, text=names([f"{text}\nKind regards, J." for text in usual.text]))
    alarm = only(watch.look(signed, NO_REVIEWS))
    assert (alarm.kind, alarm.subject) == (Kind.LENGTH, ("higher",))
    assert alarm.raised_after <= 1_520


def test_another_model_is_told_at_once(desk: Desk, begun: Begun):
    watch, usual = begun(), desk.tickets(50)
    alarm = only(watch.look(replace(usual, model=names(["model-2"] * 50)), NO_REVIEWS))
    assert (alarm.kind, alarm.subject, alarm.raised_after) == (Kind.MODEL, ("model-2",), 1_501)


def test_confidences_that_move_are_told_although_the_texts_are_as_before(desk: Desk, begun: Begun):
    watch, usual = begun(), desk.tickets(200)
    moved = replace(usual, confidence=usual.confidence**4)
    alarm = only(watch.look(moved, NO_REVIEWS))
    assert alarm.kind == Kind.CONFIDENCE


def test_a_text_that_comes_a_hundred_times_a_day_is_a_burst_and_no_drift(desk: Desk, begun: Begun):
    watch, usual = begun(), desk.tickets(400)
    text, category, vectors = usual.text.copy(), usual.category.copy(), usual.vectors.copy()
    text[100:180], category[100:180], vectors[100:180] = "server is down", "Refund", vectors[100]
    alarm = only(watch.look(
        replace(usual, text=text, category=category, vectors=vectors), NO_REVIEWS
    ))  # fmt: skip
    assert alarm.kind == Kind.BURST
