"""Which routers are worth having at all: the Pareto front of cost and accuracy."""

from __future__ import annotations

from collections.abc import Sequence


def pareto_front(cost: Sequence[float], accuracy: Sequence[float]) -> tuple[int, ...]:
    """Positions of the options that no other beats, cheapest first.

    One option beats another if it costs no more and is at least as accurate, and is better in one
    of the two. Equal options all stay.

    >>> pareto_front(cost=[0.0, 2.0, 1.0, 3.0], accuracy=[0.70, 0.90, 0.85, 0.88])
    (0, 2, 1)
    """
    options = list(zip(cost, accuracy, strict=True))
    order = sorted(range(len(options)), key=lambda i: (cost[i], -accuracy[i], i))
    front: list[int] = []
    for i in order:
        best = options[front[-1]] if front else None
        if best is None or accuracy[i] > best[1] or options[i] == best:
            front.append(i)
    return tuple(front)
