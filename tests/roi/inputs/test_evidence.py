"""What a run has shown: shares, their ends, and how far clusters widen them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.inputs.evidence import Evidence, clustering

RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)
groups = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 20)), max_size=12).map(
    lambda found: [(n, min(n, errors)) for n, errors in found]
)


def test_a_promise_below_the_asked_one_is_none():
    assert not RUN.is_promised
    assert replace(RUN, promised=0.95).is_promised
    assert not replace(RUN, promised=None).is_promised


def test_clusters_widen_the_doubt_by_their_root():
    wide = replace(RUN, error_clustering=4.0)
    plain = RUN.max_misroute_rate - RUN.misroute_rate
    assert wide.clustered_misroute_rate - RUN.misroute_rate == pytest.approx(2 * plain)
    assert RUN.clustered_misroute_rate == pytest.approx(RUN.max_misroute_rate)


def test_a_run_without_anything_routed_alone_has_no_rate():
    assert replace(RUN, routed_alone=0, right=0).misroute_rate == 0


@given(groups)
def test_clustering_is_never_below_one(found: list[tuple[int, int]]):
    assert clustering(found) >= 1
