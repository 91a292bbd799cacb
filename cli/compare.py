"""`python -m routing compare`: two files of predictions for the same tickets, side by side."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cli.prediction_columns import add_column_arguments
from roi.numbers import p_value
from routing.errors import EvaluationError, FileRefused
from routing.evaluation.comparison import Comparison, compare
from routing.intake.prediction_file import (
    Names,
    Prediction,
    Predictions,
    read_predictions,
    text_groups,
)

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Match:
    """Tickets found in both files, with what had to be left out."""

    pairs: tuple[tuple[Prediction, Prediction], ...]
    only_in_one: int
    without_actual: int
    actual_differs: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("first", type=Path, metavar="A.csv")
    parser.add_argument("second", type=Path, metavar="B.csv")
    parser.add_argument("--id", metavar="COLUMN", help="the column that names the ticket")
    add_column_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the comparison; 0 when there is one.

    Raises FileRefused or EvaluationError with one sentence for the user.
    """
    spelling: dict[str, str] = {}
    names = Names(args.actual, args.predicted, args.id)
    files = [read_predictions(path, names, spelling) for path in (args.first, args.second)]
    match = matched(*files)
    if not match.pairs:
        raise EvaluationError(
            "No ticket with an actual category is in both files; check the columns by --id "
            "and --actual."
        )
    result = compare(
        [one.actual or other.actual for one, other in match.pairs],
        [one.predicted for one, _ in match.pairs],
        [other.predicted for _, other in match.pairs],
        text_groups([one for one, _ in match.pairs]),
    )
    if args.json:
        figures = as_json(result, match)
        sys.stdout.write(json.dumps(figures, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(result, match, args)) + "\n")
    return 0


def matched(first: Predictions, second: Predictions) -> Match:
    """Match tickets by id; where an id repeats, the first with the first, and so on."""
    ours, theirs = _by_id(first), _by_id(second)
    both = [(row, theirs[key]) for key, row in ours.items() if key in theirs]
    labelled = [(one, other) for one, other in both if one.actual or other.actual]
    agreed = [pair for pair in labelled if _same_label(*pair)]
    return Match(
        pairs=tuple(agreed),
        only_in_one=len(ours) + len(theirs) - 2 * len(both),
        without_actual=len(both) - len(labelled),
        actual_differs=len(labelled) - len(agreed),
    )


def as_json(result: Comparison, match: Match) -> dict[str, Any]:
    """The comparison as plain numbers; the difference is that of A less B."""
    difference = result.difference
    return {
        "n": result.n,
        "accuracy_a": result.first.value,
        "accuracy_b": result.second.value,
        "difference": difference.value,
        "difference_interval": [difference.interval.low, difference.interval.high],
        "mcnemar_p": result.mcnemar_p,
        "only_a_right": result.only_first,
        "only_b_right": result.only_second,
        "both_right": result.both,
        "both_wrong": result.neither,
        "disagreements": [
            {"actual": d.actual, "a": d.first, "b": d.second, "count": d.count}
            for d in result.disagreements
        ],
        "only_in_one_file": match.only_in_one,
        "without_actual": match.without_actual,
        "actual_differs": match.actual_differs,
    }


def _by_id(read: Predictions) -> dict[tuple[str, int], Prediction]:
    if read.columns.id is None:
        raise FileRefused(f'"{read.path}" has no column with a ticket id; name it by --id.')
    seen: Counter[str] = Counter()
    found = {}
    for row in read.rows:
        found[row.id, seen[row.id]] = row
        seen[row.id] += 1
    return found


def _same_label(one: Prediction, other: Prediction) -> bool:
    return len({row.actual for row in (one, other) if row.actual}) == 1


def _lines(result: Comparison, match: Match, args: argparse.Namespace) -> list[str]:
    a, b = args.first.name, args.second.name
    lines = [f"{result.n:,} tickets in both files with an actual category"]
    left_out = (
        ("in one of the files only", match.only_in_one),
        ("without an actual category", match.without_actual),
        ("with another actual category in each file", match.actual_differs),
    )
    lines += [f"  left out, {why}: {count:,}" for why, count in left_out if count]
    right = f"Only A right: {result.only_first:,}; only B right: {result.only_second:,}"
    lines += [
        "",
        f"A  {a}: {result.first.value:.1%} right",
        f"B  {b}: {result.second.value:.1%} right",
        f"A is {result.difference.in_words('B')}.",
        f"{right}; McNemar's exact test: {p_value(result.mcnemar_p)}.",
    ]
    if result.disagreements:
        lines += ["", "Where they disagree (actual: A / B):"]
    for d in result.disagreements[:SHOWN]:
        lines.append(f"  {d.count:>6,}  {d.actual}: {d.first} / {d.second}")
    return lines
