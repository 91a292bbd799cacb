"""The Pareto front holds exactly what nothing else beats."""

from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.pareto import pareto_front

OPTIONS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


@given(OPTIONS)
def test_an_option_is_on_the_front_if_and_only_if_none_beats_it(options: list[tuple[int, int]]):
    cost, accuracy = [c for c, _ in options], [a for _, a in options]

    def beaten(i: int) -> bool:
        return any(c <= cost[i] and a >= accuracy[i] and (c, a) != options[i] for c, a in options)

    front = pareto_front(cost, accuracy)
    assert sorted(front) == [i for i in range(len(options)) if not beaten(i)]
    assert [cost[i] for i in front] == sorted(cost[i] for i in front)
