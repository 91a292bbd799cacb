"""Figures with a unit keep few digits."""

from roi.numbers import hours, latency, megabytes, payback, share_in_words


def test_a_unit_follows_every_figure():
    assert (hours(0.05), latency(0.2), megabytes(1024**2)) == ("0.1 h", "200 ms", "1.0 MB")


def test_a_fraction_has_its_name_and_all_others_their_percentage():
    assert (share_in_words(0.74), share_in_words(0.62)) == ("three quarters", "62\u202f%")


def test_what_never_comes_is_never():
    assert payback(float("inf")) == "never"
