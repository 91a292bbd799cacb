"""`python -m routing evaluate`: how right a file of predictions is, and what the dial gives."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from cli.prediction_columns import add_column_arguments
from routing.errors import EvaluationError, FileRefused
from routing.evaluation.baselines import Baseline, also_ahead_on_texts, baselines
from routing.evaluation.confused import top_mistakes
from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.shift import Look, shift
from routing.evaluation.dial.thresholds import choose_thresholds
from routing.evaluation.labels.signal import Signal, label_signal
from routing.evaluation.metrics import CategoryMetrics, Evaluation, evaluate
from routing.evaluation.statistics.copies import first_of_each
from routing.evaluation.statistics.intervals import Measured
from routing.intake.prediction_file import (
    Names,
    Prediction,
    Predictions,
    confidences,
    read_predictions,
    text_groups,
)
from routing.taxonomy import UNKNOWN

AVERAGES: Final = ("accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "kappa")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("predictions", type=Path, metavar="PREDICTIONS.csv")
    parser.add_argument(
        "--precision", type=float, metavar="P", help="asked precision of auto-routing, 0 to 1"
    )
    add_column_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the figures; 0 when there are any.

    Raises FileRefused or EvaluationError with one sentence for the user.
    """
    _check_precision(args.precision)
    read = read_predictions(args.predictions, Names(args.actual, args.predicted))
    if read.columns.actual is None:
        raise FileRefused(
            f'"{read.path}" has no column with the actual category; name it by --actual.'
        )
    rows = read.labelled
    if not rows:
        raise EvaluationError(f'No row of "{read.path}" has an actual category.')
    actual, predicted = [r.actual for r in rows], [r.predicted for r in rows]
    groups = text_groups(rows)
    result = evaluate(actual, predicted, groups=groups)
    beside = also_ahead_on_texts(
        _beside(rows), _beside([rows[i] for i in first_of_each(groups).tolist()])
    )
    signal = label_signal(actual, predicted, groups)
    dial = _dial(read, rows, args.precision, signal)
    left_out, texts = len(read.new), len(set(groups))
    if args.json:
        figures = {"texts": texts, **as_json(result, left_out, beside, signal, dial)}
        sys.stdout.write(json.dumps(figures, allow_nan=False) + "\n")
    else:
        lines = [*_repeats(texts, len(rows)), *_lines(result, left_out, beside, signal, dial)]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


def as_json(
    result: Evaluation,
    left_out: int,
    beside: tuple[Baseline, ...],
    signal: Signal,
    dial: Dial | None,
) -> dict[str, Any]:
    """The figures as plain numbers, each interval beside its figure."""
    figures: dict[str, Any] = {"n": result.n, "left_out": left_out}
    for name in AVERAGES:
        figures |= _figure(name, getattr(result, name))
    figures["per_category"] = {c.category: _category(c) for c in result.per_category}
    figures["confusion"] = {
        "labels": list(result.confusion.labels),
        "matrix": result.confusion.matrix.tolist(),
    }
    figures["baselines"] = [_baseline(baseline) for baseline in beside]
    figures["signal"] = {
        "follows": signal.follows, "p_value": signal.p_value, "sentence": signal.sentence,
    }  # fmt: skip
    if dial is not None:
        figures["dial"] = _dial_json(dial)
    return figures


def _beside(rows: Sequence[Prediction]) -> tuple[Baseline, ...]:
    return baselines(Counter((row.actual, row.predicted, row.first) for row in rows))


def _check_precision(precision: float | None) -> None:
    if precision is not None and not 0 <= precision <= 1:
        raise EvaluationError(f"A precision of {precision:g} cannot be asked: give 0 to 1.")


def _dial(
    read: Predictions, rows: tuple[Prediction, ...], asked: float | None, signal: Signal
) -> Dial | None:
    """The dial, its promise withheld where labels mean nothing or new tickets look different."""
    if asked is None:
        return None
    if read.columns.confidence is None:
        raise FileRefused(
            f'"{read.path}" has no column "confidence", so no threshold can be chosen.'
        )
    found = choose_thresholds(
        confidences(read.path, rows),
        [row.predicted == row.actual for row in rows],
        [row.predicted for row in rows],
        asked,
        groups=text_groups(rows),
    )
    if signal.follows is False:
        return found.without_promise(signal.sentence)
    shifted = shift(_look(read.path, rows), _look(read.path, read.new))
    return found.without_promise(shifted.doubt(asked) if shifted else None)


def _look(path: Path, rows: tuple[Prediction, ...]) -> Look:
    placed = np.array([row.predicted != UNKNOWN for row in rows], dtype=bool)
    sure = np.where(placed, confidences(path, rows), 0.0)
    return Look(sure, np.array([row.length for row in rows], dtype=np.float64))


def _figure(name: str, figure: Measured | None) -> dict[str, Any]:
    if figure is None:
        return {name: None, f"{name}_interval": None}
    between = figure.interval
    return {
        name: figure.value,
        f"{name}_interval": [between.low, between.high] if between else None,
    }


def _category(category: CategoryMetrics) -> dict[str, Any]:
    return (
        _figure("precision", category.precision)
        | _figure("recall", category.recall)
        | _figure("f1", category.f1)
        | {"support": category.support, "predicted": category.predicted}
    )


def _baseline(baseline: Baseline) -> dict[str, Any]:
    lead = baseline.lead
    return {
        "name": baseline.name,
        "n": baseline.accuracy.n,
        **_figure("accuracy", baseline.accuracy),
        "macro_f1": baseline.macro_f1,
        "lead": lead.value,
        "lead_interval": [lead.interval.low, lead.interval.high],
    }


def _dial_json(dial: Dial) -> dict[str, Any]:
    """What is promised; without a promise nothing is routed, whatever thresholds were found."""
    achieved = dial.achieved if dial.is_met else None
    return {
        "asked": dial.asked,
        **_figure("achieved", achieved),
        "achieved_n": achieved.n if achieved else 0,
        "coverage": dial.coverage.value if dial.is_met else 0.0,
        "thresholds": {c: t if dial.is_met else None for c, t in dial.thresholds.items()},
        "guaranteed": dial.parts[0].guaranteed if dial.is_met else None,
        "confidence_level": dial.confidence_level,
        "reason": " ".join(dial.reasons) or None,
        "more_needed": dial.parts[0].more_needed,
    }


def _lines(
    result: Evaluation,
    left_out: int,
    beside: tuple[Baseline, ...],
    signal: Signal,
    dial: Dial | None,
) -> list[str]:
    without = f"; left out, as they have no actual category: {left_out:,}" if left_out else ""
    lines = [f"{result.n:,} tickets{without}", ""]
    lines += [f"{n.replace('_', ' '):<18} {_shown(getattr(result, n))}" for n in AVERAGES]
    width = max(len(c.category) for c in result.per_category)
    lines += ["", f"{'':<{width}}  precision  recall      f1  support"]
    for c in result.per_category:
        cells = (_share(c.precision), _share(c.recall), _share(c.f1))
        lines.append(
            f"{c.category:<{width}}  {cells[0]:>9}  {cells[1]:>6}  {cells[2]:>6}  {c.support:>7,}"
        )
    if mistakes := top_mistakes(result.confusion, limit=5):
        lines += ["", "Commonest mistakes:", *(f"  {m.sentence}" for m in mistakes)]
    lines += ["", *(f"{_capital(b.sentence)}." for b in beside)]
    lines += ["", signal.sentence]
    return [*lines, *(["", *_dial_lines(dial)] if dial else [])]


def _repeats(texts: int, n: int) -> list[str]:
    """What is said where texts come again."""
    if texts == n:
        return []
    return [f"{texts:,} different texts: a text that comes again proves no more than once.", ""]


def _dial_lines(dial: Dial) -> list[str]:
    if not dial.is_met:
        return list(dial.reasons)
    achieved = dial.achieved
    check = (
        f"{achieved.value:.1%} of {achieved.n:,} tickets not used to choose"
        if achieved
        else "too few tickets to check"
    )
    return [
        f"Asked precision {dial.asked:.1%}: auto-route from confidence {dial.threshold:.4g} on.",
        f"Achieved: {check}. Auto-routed: {dial.coverage.value:.1%} of tickets.",
    ]


def _shown(figure: Measured | None) -> str:
    if figure is None:
        return "not defined"
    if figure.interval is None:
        return f"{figure.value:.3f}"
    low, high = figure.interval.low, figure.interval.high
    return f"{figure.value:.3f}  ({low:.3f} to {high:.3f}, {figure.interval.method})"


def _share(figure: Measured | None) -> str:
    return "-" if figure is None else f"{figure.value:.3f}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
