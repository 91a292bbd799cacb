"""Regions of a map are named by the words of their tickets."""

from __future__ import annotations

import numpy as np

from routing.learning.regions import regions

WORDS = ("refund of an invoice", "stolen card blocked", "parcel never arrived")


def desk(each: int = 30):
    draw = np.random.default_rng(2)
    middles = np.repeat([[100, 100], [900, 100], [500, 900]], each, axis=0)
    places = (middles + draw.normal(size=(3 * each, 2)) * 20).astype(np.float32)
    return places, [WORDS[n // each] for n in range(3 * each)]


def test_a_region_is_named_by_the_words_that_are_frequent_there():
    found = regions(*desk())
    assert sum(region.tickets for region in found) <= 90
    upper_left = [region for region in found if region.x < 300]
    assert upper_left
    assert all(set(" ".join(region.terms).split()) & {"refund", "invoice"} for region in upper_left)


def test_an_outline_lies_around_the_middle_of_its_region():
    for region in regions(*desk()):
        xs, ys = zip(*region.outline, strict=True)
        assert min(xs) <= region.x <= max(xs)
        assert min(ys) <= region.y <= max(ys)


def test_few_tickets_have_no_regions():
    places, texts = desk(4)
    assert regions(places, texts) == ()


def test_tickets_on_one_spot_have_no_outline():
    found = regions(np.full((60, 2), 500, dtype=np.float32), ["a refund"] * 60)
    assert all(region.outline == () for region in found)
