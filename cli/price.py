"""`python -m routing price`: what the predictions of any tool are worth under a scenario."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from cli.prediction_columns import add_column_arguments
from roi.dial import PricedSetting
from roi.errors import RoiError
from roi.numbers import amount, number, percent, short_percent
from roi.scenarios.scenario import Scenario
from roi.scenarios.scenario_file import read_scenario
from routing.errors import EvaluationError, FileRefused
from routing.intake.prediction_file import Names, confidences, read_predictions
from usecases.business_case.tool_worth import (
    ToolWorth,
    priced_per_ticket,
    right_by_confidence,
    tool_worth,
)
from usecases.evaluation.evidence import Evidence

MAX_WORDS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("predictions", type=Path, metavar="PREDICTIONS.csv")
    parser.add_argument("--scenario", type=Path, metavar="SCENARIO.toml", help="default: built in")
    parser.add_argument("--confidence", metavar="COLUMN", help="the column with the confidence")
    parser.add_argument("--usd-per-ticket", type=float, metavar="X", help="what it charges")
    add_column_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print what it is worth; 0 when there is anything to price.

    Raises FileRefused or EvaluationError with one sentence for the user.
    """
    names = Names(args.actual, args.predicted, confidence=args.confidence)
    read = read_predictions(args.predictions, names)
    rows = read.labelled
    if not rows:
        raise EvaluationError(
            f'No row of "{read.path}" has an actual category; name it by --actual.'
        )
    sure = confidences(read.path, rows)
    if not any(row.confidence for row in rows):
        sure = [1.0] * len(rows)
    correct = [row.predicted == row.actual for row in rows]
    found = Evidence(
        np.asarray(sure), np.asarray(correct), [row.predicted for row in rows],
        np.zeros(len(rows), dtype=bool), None, None, calibrated=False,
        routers=[read.path.stem] * len(rows),
    )  # fmt: skip
    scenario = _scenario(args)
    worth = tool_worth(read.path.stem, found, scenario)
    if worth is None:  # pragma: no cover - there are rows
        return 0
    words = right_by_confidence([row.confidence for row in rows], correct)
    sys.stdout.write("\n".join(_lines(worth, scenario.currency)) + "\n")
    if 1 < len(words) <= MAX_WORDS:
        for word, share in words.items():
            sys.stdout.write(f"  {word or 'none'}: {percent(share.value)} of {number(share.n)}\n")
    return 0


def _scenario(args: argparse.Namespace) -> Scenario:
    scenario = _read(args.scenario) if args.scenario else Scenario.default()
    if args.usd_per_ticket is None:
        return scenario
    try:
        return priced_per_ticket(scenario, args.usd_per_ticket)
    except RoiError as problem:
        raise EvaluationError(f"--usd-per-ticket: {problem}") from problem


def _read(file: Path) -> Scenario:
    try:
        return read_scenario(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, RoiError) as problem:
        raise FileRefused(f"{file}: {problem}") from problem


def _lines(worth: ToolWorth, currency: str) -> list[str]:
    right = worth.right
    lines = [
        f"{worth.name}: right in {percent(right.value)} of {number(right.n)} tickets.",
        f"As it is used: {_setting(worth.as_used, currency)}",
    ]
    if worth.best is None:
        lines.append("No precision can be promised of it.")
    else:
        promise = short_percent(worth.best.setting.promise)
        lines.append(f"At its best promise, {promise}: {_setting(worth.best, currency)}")
    if worth.calibrated:
        error = percent(worth.calibrated.ece.value)
        lines.append(f"Calibrated on other tickets, its confidences are off by {error} on average.")
    return lines


def _setting(priced: PricedSetting, currency: str) -> str:
    setting = priced.setting
    return (
        f"{percent(setting.coverage)} routed alone, {percent(setting.precision)} of it right, "
        f"{number(priced.wrong_a_month)} wrong routes a month, "
        f"{amount(priced.net, currency)} left a year."
    )
