"""What a random sample that was checked by hand proves about all tickets it was drawn from."""

from __future__ import annotations

from typing import Final

CERTAINTY: Final = 0.95
MAX_DOUBTFUL: Final = 100_000


def at_least(right: int, n: int, certainty: float = CERTAINTY) -> float:
    """The share that is right at least, with that certainty (Clopper-Pearson, one-sided).

    Formula: the p at which so many right ones or more would come up with a chance of 5 % only.

    >>> round(at_least(30, 30), 3), at_least(0, 30)
    (0.905, 0.0)
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to import

    if not 0 <= right <= n:
        raise ValueError(f"{right} of {n} cannot be right")
    return float(betaincinv(right, n - right + 1, 1 - certainty)) if right else 0.0


def sample_size(precision: float, wrong: int = 0, certainty: float = CERTAINTY) -> int:
    """The smallest sample that proves the precision with so many wrong answers in it.

    The number allowed is chosen before the sample is looked at: enlarging a sample until it
    passes would prove nothing.

    >>> sample_size(0.90), sample_size(0.90, wrong=1), sample_size(0.95)
    (29, 46, 59)
    """
    low, high = wrong + 1, MAX_DOUBTFUL
    while low < high:
        middle = (low + high) // 2
        if at_least(middle - wrong, middle, certainty) >= precision:
            high = middle
        else:
            low = middle + 1
    return low
