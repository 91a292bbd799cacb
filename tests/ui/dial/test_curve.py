"""The curve shows what was seen, what can be promised, and what was asked."""

from __future__ import annotations

import numpy as np
import pytest

from roi.dial import PricedSetting, Setting
from routing.evaluation.dial.coverage import risk_coverage
from tests.ui.conftest import LIGHT
from ui.dial.curve import DEPTH, figure, title
from usecases.policy.promise_offers import PromiseOffers

POINTS = risk_coverage(np.linspace(0.99, 0.5, 40), np.arange(40) < 30)


def priced(promise: float, coverage: float) -> PricedSetting:
    return PricedSetting(Setting(promise, coverage, promise), 0, 0, 0, 0)


def offers(*curve: PricedSetting, best: PricedSetting | None = None) -> PromiseOffers:
    return PromiseOffers(
        target=0.95, labelled=40, asked=None, best=best, earning=best, rows=(), curve=curve,
        more_labels=None, by_hand=None, other_run=None,
    )  # fmt: skip


def test_the_title_is_the_finding_where_something_can_be_promised():
    assert (
        title(offers(best=priced(0.9, 0.614)))
        == "90\u202f% can be promised for up to 61\u202f% of the tickets"
    )
    assert title(offers()) == "Seen on your tickets, and what can be promised"


def test_what_was_seen_lies_inside_its_interval():
    band, seen, *_ = figure(POINTS, offers(), LIGHT).data
    n = len(seen.x)
    high, low = band.y[:n], band.y[n:][::-1]
    assert all(lo <= y <= hi for lo, y, hi in zip(low, seen.y, high, strict=True))
    assert seen.y[0] == 100
    assert seen.y[-1] == pytest.approx(75)


def test_the_offer_is_marked_at_its_share_and_promise_with_its_words_where_they_fit():
    for coverage, side in ((0.2, "bottom right"), (0.6, "bottom left")):
        best = priced(0.9, coverage)
        *_, offer = figure(POINTS, offers(best, best=best), LIGHT).data
        assert (offer.x[0], offer.y[0]) == pytest.approx((100 * coverage, 90))
        assert offer.textposition == side


def test_what_was_asked_is_a_line_of_its_own_and_the_picture_reaches_down_from_it():
    drawn = figure(POINTS, offers(), LIGHT)
    (asked,) = drawn.layout.shapes
    assert asked.y0 == asked.y1 == 95
    assert drawn.layout.yaxis.range[0] == 95 - DEPTH
    assert any(each.text.startswith("asked: 95") for each in drawn.layout.annotations)


def test_where_nothing_can_be_promised_nothing_is_called_so():
    drawn = figure(POINTS, offers(), LIGHT)
    assert [each.text for each in drawn.layout.annotations][1:] == ["seen on your tickets"]
    assert len(drawn.data[2].x) == 0


def test_without_a_single_point_only_what_was_asked_is_left():
    drawn = figure((), offers(), LIGHT)
    assert len(drawn.layout.annotations) == 1
    assert not any(len(trace.x) for trace in drawn.data)


def test_the_words_of_what_was_seen_stand_where_a_narrow_screen_has_room_for_them():
    points = risk_coverage(np.r_[np.linspace(0.99, 0.98, 4), np.full(36, 0.5)], np.arange(40) < 30)
    (seen,) = [
        each for each in figure(points, offers(), LIGHT).layout.annotations
        if each.text == "seen on your tickets"
    ]  # fmt: skip
    assert min(p.coverage for p in points if p.precision) < 0.2
    assert abs(seen.x - 50) <= min(abs(100 * p.coverage - 50) for p in points if p.precision)


def test_the_line_of_promises_is_named_where_the_words_of_the_offer_leave_room():
    best = priced(0.89, 0.987)
    alone = figure(POINTS, offers(best, best=best), LIGHT)
    assert [each.text for each in alone.layout.annotations][1:] == ["seen on your tickets"]
    long = [priced(0.94 - each / 500, each / 10) for each in range(1, 10)]
    drawn = figure(POINTS, offers(*long, best=long[0]), LIGHT)
    assert "can be promised" in [each.text for each in drawn.layout.annotations]
