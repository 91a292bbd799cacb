"""A difference of two shares is said in points with its interval, in the reader's language."""

from __future__ import annotations

from roi.numbers.language import written_in
from routing.evaluation.statistics.intervals import Difference, Interval
from usecases.evaluation.differences import in_words

BETTER = Difference(0.041, 900, Interval(0.019, 0.063, ""))


def test_which_is_better_is_said_only_where_the_interval_leaves_no_doubt():
    assert in_words(BETTER, "people") == "better than people by 4.1 points (1.9 to 6.3)"
    unclear = Difference(-0.02, 90, Interval(-0.08, 0.04, ""))
    assert in_words(unclear, "people").startswith("not clearly different from people: −2.0 points")


def test_a_german_reader_reads_german():
    with written_in("de"):
        assert in_words(BETTER, "Menschen").startswith("besser als")
        assert "besser als Menschen" in in_words(BETTER, "Menschen")
