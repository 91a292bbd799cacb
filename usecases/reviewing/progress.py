"""How the reviewing goes: pace, accepted suggestions, and whether two people agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from routing.evaluation.metrics import evaluate
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.evaluation.statistics.median import median

Pair = tuple[str, str]
# Kappa of fewer tickets than these is no figure.
MIN_PAIRS: Final = 20


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """The figures of all reviews; None where there is nothing to measure yet.

    decided: suggestions judged; accepted: the share of them that was accepted.
    seconds: median time of a review.
    pairs: tickets that two people looked at. kappa, agreement: Cohen's kappa and the share of
        equal categories of these; no kappa of fewer than twenty.
    """

    decided: int
    accepted: Measured | None
    seconds: Measured | None
    pairs: int
    kappa: Measured | None
    agreement: Measured | None


def review_progress(judged: pd.DataFrame, pairs: Sequence[Pair]) -> ReviewProgress:
    """The figures of judged suggestions, and of the two categories of each ticket seen twice.

    judged: accepted (bool) and seconds (NaN where not timed), a suggestion a row.
    """
    return ReviewProgress(
        decided=len(judged),
        accepted=proportion(int(judged["accepted"].sum()), len(judged)),
        seconds=median(judged["seconds"].dropna().tolist()),
        pairs=len(pairs),
        kappa=_kappa(pairs),
        agreement=proportion(sum(first == second for first, second in pairs), len(pairs)),
    )


def acceptance_over_time(judged: pd.DataFrame) -> dict[str, Measured]:
    """The share accepted by day; by hour where all is of one day."""
    at = judged["reviewed_at"]
    days = at.dt.strftime("%d %b").str.lstrip("0")
    several = (days != days.iloc[0]).any()
    periods = days if several else at.dt.strftime("%H:00")
    groups = judged.groupby(periods, sort=False)["accepted"]
    shares = {str(name): proportion(int(each.sum()), len(each)) for name, each in groups}
    return {name: share for name, share in shares.items() if share}


def disagreements(pairs: Sequence[Pair]) -> pd.DataFrame:
    """How often two people chose which two categories: First, Second, Tickets, most first."""
    unlike = pd.DataFrame(
        [pair for pair in pairs if pair[0] != pair[1]], columns=["First", "Second"]
    )
    return unlike.value_counts().reset_index(name="Tickets")


def _kappa(pairs: Sequence[Pair]) -> Measured | None:
    if len(pairs) < MIN_PAIRS:
        return None
    return evaluate([first for first, _ in pairs], [second for _, second in pairs]).kappa
