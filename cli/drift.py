"""`python -m routing drift --workspace W`: what has moved since the reference."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any, Final

from cli.actor import actor
from cli.progress_bar import with_bar
from cli.workspace import opened
from routing.decision import Disposition
from routing.errors import EvaluationError, FileRefused
from routing.evaluation.drift.alarm import Alarm
from routing.intake.prediction_file import Predictions, confidences, read_predictions
from settings import Settings
from store.drift import canaries
from store.drift import watch as drift
from store.workspace import Workspace
from usecases.drift.canaries import canary_alarms
from usecases.drift.look import LookRequest, look, replay, with_canaries
from usecases.drift.notifications import channels, deliver
from usecases.drift.prediction_files import Answer, canary_runs, keep_predictions
from usecases.drift.promise import labels_needed
from usecases.drift.reference import choose_reference
from usecases.drift.report import DriftReport, moment
from usecases.imports import import_file

VERSION: Final = 1
AUTO: Final = 0.5  # a file without dispositions: from this confidence on a ticket goes alone
NEW_ALARM: Final = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    add("--workspace", metavar="W.duckdb", type=Path, required=True, help="where the tickets are")
    add("--predictions", metavar="P.csv", type=Path, action="append", default=[],
        help="decisions made elsewhere, with a column `model` where it is known; tickets that the "
        "workspace lacks are taken from the same file")  # fmt: skip
    add("--canaries", metavar="C.csv", type=Path,
        help="answers to the same tickets run by run, with columns `run` and `model`")  # fmt: skip
    add("--reference", metavar="N", type=int, help="compare with the first N tickets from now on")
    add("--precision", metavar="P", type=float, help="the precision promised, 0 to 1")
    add("--until", metavar="TIME", help="look only at what came up to that time (ISO 8601)")
    add("--replay", action="store_true",
        help="live through the past ticket by ticket; nothing is kept")  # fmt: skip
    add("--json", action="store_true", help="print the answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Look; 1 where an alarm is new, else 0.

    Raises FileRefused, WorkspaceError or EvaluationError with one sentence for the user.
    """
    settings = Settings.from_environment()
    told = () if args.replay else channels(settings.notices)
    request = LookRequest(_time(args.until) if args.until else None, _share(args.precision), told)
    if not args.workspace.exists() and not args.predictions:
        raise FileRefused(f'There is no workspace "{args.workspace}".')
    with opened(args.workspace) as workspace:
        for file in args.predictions:
            _take_in(workspace, file)
        if args.reference is not None:
            choose_reference(workspace, args.reference, actor())
        asked = replay if args.replay else look
        report = with_bar(lambda c, m: asked(workspace, settings.models, request, c, m))
        if args.canaries:
            report = _with_canaries(workspace, report, args.canaries, request, keep=not args.replay)
        if not args.replay:
            deliver(workspace, settings.notices)
        names = drift.ids(workspace, _mentioned(report))
    shown = _as_json(report, names)
    sys.stdout.write((json.dumps(shown, allow_nan=False) if args.json else _in_words(shown)) + "\n")
    return NEW_ALARM if report.new else 0


def _with_canaries(
    workspace: Workspace, report: DriftReport, file: Path, request: LookRequest, *, keep: bool
) -> DriftReport:
    """The runs of the file after those that the workspace knows; with --replay those alone."""
    given = canary_runs(_of(read_predictions(file)), file.name)
    if keep:
        for each in given:
            canaries.add_run(workspace, each)
    asked = canaries.runs(workspace) if keep else given
    found = canary_alarms(workspace, asked)
    return with_canaries(workspace, report, found, keep=keep, channels=request.channels)


def _take_in(workspace: Workspace, file: Path) -> None:
    read = read_predictions(file)
    known = drift.keys_of_ids(workspace)
    if any(row.id not in known for row in read.rows):
        with_bar(lambda c, m: import_file(workspace, file, None, c, m, actor=actor()))
    keep_predictions(workspace, _of(read))


def _of(read: Predictions) -> list[Answer]:
    if read.columns.id is None:
        raise FileRefused(f'"{read.path}" has no column with the id of the ticket.')
    levels = confidences(read.path, read.rows)
    return [
        Answer(
            row.id, row.predicted, level, row.model,
            row.disposition == Disposition.AUTO if row.disposition else level >= AUTO, row.run,
        )
        for row, level in zip(read.rows, levels, strict=True)
    ]  # fmt: skip


def _time(words: str) -> datetime:
    """A time as people and programs write it, in UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError as error:
        raise EvaluationError(f'"{words}" is no time; write it like 2026-11-28T14:00.') from error
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _share(value: float | None) -> float | None:
    if value is not None and not 0 < value < 1:
        raise EvaluationError(f"A precision of {value:g} cannot be promised: give one under 1.")
    return value


def _mentioned(report: DriftReport) -> list[int]:
    keys = {alarm.raised_after for alarm in report.alarms}
    keys |= {alarm.since.ticket for alarm in report.alarms}
    return [*keys.union(*(alarm.tickets for alarm in report.alarms))]


def _as_json(report: DriftReport, names: dict[int, str]) -> dict[str, Any]:
    span = report.reference
    return {
        "version": VERSION,
        "looks": report.looks,
        "as_of": _iso(report.as_of),
        "reference": {
            "from": _iso(span.start), "until": _iso(span.until), "tickets": span.tickets,
        },
        "new": sorted(report.new),
        "volume_days_missing": report.volume_days_missing,
        "promise": _promise(report),
        "alarms": [_alarm(alarm, names) for alarm in report.alarms],
    }  # fmt: skip


def _promise(report: DriftReport) -> dict[str, Any] | None:
    watch = report.promise
    if watch is None:
        return None
    return {
        "precision": watch.promised, "labels": watch.labels, "wrong": watch.wrong,
        "broken": watch.is_broken, "evidence": watch.evidence,
        "labels_needed": labels_needed(watch),
    }  # fmt: skip


def _alarm(alarm: Alarm, names: dict[int, str]) -> dict[str, Any]:
    size = alarm.size
    return {
        "id": alarm.id,
        "kind": alarm.kind.value,
        "subject": list(alarm.subject),
        "raised_at": _iso(moment(alarm.raised_at)),
        "raised_after": names.get(alarm.raised_after),
        "since": {
            "estimate": _iso(moment(alarm.since.estimate)),
            "ticket": names.get(alarm.since.ticket),
        },
        "size": {
            "unit": size.unit, "reference": size.reference, "now": size.now, "low": size.low,
            "high": size.high,
        },
        "tickets": [names[key] for key in alarm.tickets if key in names],
        "explains": [
            {"kind": effect.kind.value, "subject": list(effect.subject)}
            for effect in alarm.explains
        ],
        "state": alarm.state.value,
    }  # fmt: skip


def _iso(at: datetime | None) -> str | None:
    return None if at is None or not isfinite(at.timestamp()) else at.isoformat()


def _in_words(shown: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [f"{shown['looks']:,} tickets looked at, as of {shown['as_of'] or 'an unknown time'}."]
    for alarm in shown["alarms"]:
        size, about = alarm["size"], ", ".join(alarm["subject"])
        lines.append(
            f"{alarm['id']}. {alarm['kind']}{f' ({about})' if about else ''}: {size['unit']} "
            f"{size['reference']:.3g} → {size['now']:.3g} ({size['low']:.3g} to "
            f"{size['high']:.3g}), since ticket {alarm['since']['ticket']}, {alarm['state']}"
        )
        lines += [f"   also: {each['kind']} {', '.join(each['subject'])}"
                  for each in alarm["explains"]]  # fmt: skip
    return "\n".join(lines if shown["alarms"] else [*lines, "Nothing has moved."])
