"""`python -m routing route FILE --out PREDICTIONS.csv`: the file with a prediction on each row.

The one command that needs a workspace: a lasting one with `--workspace`, else one that is gone
at the end. So it may use `service` and `store`, as no other part of `routing` does.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from cli import provider_options
from cli.actor import actor
from cli.progress_bar import with_bar
from cli.workspace import opened
from jobs import Control, Meter, resources
from routing.engine import RunStatus
from routing.errors import RouterError
from routing.evaluation.confusion import from_counts
from routing.evaluation.earlier_later import MANY
from routing.evaluation.metrics import evaluate_confusion
from routing.intake.reading import read
from routing.routers.embedded.decisions import NAME as EMBEDDED
from routing.routers.llm.keys import Keys
from routing.routers.llm.provider_catalog import PROVIDERS
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from settings import Settings
from store import attempts, decisions, imports, runs, tickets
from store.workspace import Workspace
from store.workspace_file.scratch import temporary
from usecases.imports import file_hash, import_file
from usecases.runs.execution import new_run, perform
from usecases.runs.labelled_history import apart_from
from usecases.runs.prediction_export import check_writable, write_predictions
from usecases.runs.request import RunRequest
from usecases.runs.worker_processes import ProcessLimits
from usecases.taxonomy.edits import save_taxonomy

# Bytes of addresses: with less, the libraries of the embedded router end the process themselves.
MIN_ADDRESS_SPACE: Final = 3_300_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, nargs="?", help="the export to route; else what is in "
        "the workspace")  # fmt: skip
    add("--out", metavar="PREDICTIONS.csv", type=Path, help="where to write, needed with FILE")
    add("--router", choices=["embedded", *PROVIDERS], default="embedded", help="what decides")
    add("--taxonomy", metavar="T.toml", type=Path, help="the categories; else the labels found")
    add("--history", metavar="LABELLED", type=Path, help="labelled file to learn from, only that")
    add("--workspace", metavar="W.duckdb", type=Path, help="keep tickets and decisions there")
    add("--threshold", type=float, help="auto-route from this confidence (0 to 1), whatever the "
        "policy of the workspace says")  # fmt: skip
    add("--fast", action="store_true", help="the embedded router reads more tickets by their words "
        "alone: less computing time, at a small loss")  # fmt: skip
    add("--resume", action="store_true", help="go on with the workspace's last unfinished run")
    add("--workers", type=int, metavar="N", help="processes that route a large file with the "
        "embedded router; as many as suit this machine by default")  # fmt: skip
    add("--json", action="store_true", help="print the summary as JSON")
    provider_options.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Route the file; 0 when every ticket has its decision, 1 when the run did not finish."""
    _check(args)
    started = time.monotonic()
    with _workspace(args.workspace) as workspace:
        taken = None
        if args.file is not None:
            taken = with_bar(lambda c, m: _imported(workspace, args.file, c, m))
        made, status = _routed(workspace, args)
        if taken:
            write_predictions(workspace, made.run_id, taken.import_id, args.file, args.out)
        done = runs.one(workspace, made.run_id)
        rejected = taken.rejected if taken else 0
        summary = _summary(workspace, done, rejected, time.monotonic() - started)
    told = json.dumps(summary) if args.json else _in_words(summary, done, args.out)
    sys.stdout.write(f"{told}\n")
    if done.error:
        sys.stderr.write(f"{done.error}\n")
    return 0 if status is RunStatus.FINISHED else 1


def _check(args: argparse.Namespace) -> None:
    """Raise RouterError where the options do not go together, before anything is done.

    Raises MemoryError where the libraries that a run needs could not be loaded.
    """
    if resources.address_space() < MIN_ADDRESS_SPACE:
        raise MemoryError
    if args.threshold is not None and not 0 <= args.threshold <= 1:
        raise RouterError(f"--threshold is a confidence from 0 to 1, not {args.threshold:g}.")
    if args.file is None and args.workspace is None:
        raise RouterError("Name a file to route, or a workspace with tickets by --workspace.")
    if args.file is not None and args.out is None:
        raise RouterError("Say by --out where the predictions for the file shall be written.")
    if args.out is not None:
        check_writable(args.out)


def _routed(workspace: Workspace, args: argparse.Namespace) -> tuple[runs.Run, RunStatus]:
    """Do the run, new or resumed; the run and how it ended."""
    history = _labelled(args.history, workspace)
    _choose_taxonomy(workspace, args.taxonomy, history)
    settings = Settings.from_environment()
    llm = provider_options.llm_request(args, settings)
    keys = provider_options.keys(args, settings)
    made, request = _run(workspace, args, llm, keys)
    status = with_bar(
        lambda control, meter: perform(
            workspace, made, settings.models, control, meter, history=history, keys=keys,
            request=request, keep=args.workspace is not None,
            processes=ProcessLimits(workers=args.workers),
        )
    )  # fmt: skip
    return made, status


def _run(
    workspace: Workspace, args: argparse.Namespace, llm: LlmRequest | None, keys: Keys
) -> tuple[runs.Run, RunRequest]:
    """The run to do and what it asks: with --resume the last one, where it is not finished."""
    last = next(iter(runs.all_runs(workspace)), None) if args.resume else None
    if last is None or last.status is RunStatus.FINISHED or last.router != args.router:
        request = RunRequest(
            args.router, args.threshold, llm=llm and llm.ready(keys), fast=args.fast
        )
        return new_run(workspace, request, actor=actor()), request
    request = RunRequest.from_settings(last.settings)
    if request.llm and llm:
        request = replace(request, llm=provider_options.go_on(request.llm, llm).ready(keys))
    return runs.resume(workspace, last.run_id), request


@contextmanager
def _workspace(path: Path | None) -> Iterator[Workspace]:
    """The named workspace, or one that is gone at the end."""
    with temporary() as folder, opened(path or folder / "once.duckdb") as workspace:
        runs.mark_interrupted(workspace)
        attempts.take_in(workspace)
        yield workspace


def _imported(workspace: Workspace, file: Path, control: Control, meter: Meter) -> imports.Import:
    """The import of the file; one that was made earlier is taken as it is."""
    known = imports.of_file(workspace, file_hash(file))
    if known is None:
        import_file(workspace, file, None, control, meter, actor=actor())
        known = imports.all_of(workspace)[0]
    return known


def _labelled(file: Path | None, workspace: Workspace) -> list[Ticket] | None:
    if file is None:
        return None
    found = [item for item in read(file) if isinstance(item, Ticket) and item.category]
    if not found:
        raise RouterError(f"{file.name} has no labelled ticket to learn from.")
    left = apart_from(workspace, found)
    if both := len(found) - len(left):
        print(
            f"{both:,} labelled tickets are in the history and in what is routed: they are not "
            "learned from, for nothing may be judged by what it taught.",
            file=sys.stderr,
        )
    return left


def _choose_taxonomy(workspace: Workspace, file: Path | None, history: list[Ticket] | None) -> None:
    """The categories of the file; else those of the history; else those the workspace has."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RouterError(f"The taxonomy {file} cannot be read as a text file.") from error
        save_taxonomy(workspace, Taxonomy.from_toml(text), file.name, actor())
    elif history is not None:
        found = Taxonomy.from_labels(ticket.category for ticket in history)
        save_taxonomy(workspace, found, "labels of the history", actor())


def _summary(workspace: Workspace, run: runs.Run, rejected: int, seconds: float) -> dict[str, Any]:
    found = runs.summary(workspace, run.run_id)
    paid = attempts.spent(workspace, run.run_id)
    counts = decisions.confused(workspace, run.run_id)
    result = evaluate_confusion(from_counts(counts)) if counts else None
    return {
        "run": run.run_id,
        "run_id": run.run_id,
        "status": run.status,
        "error": run.error,
        "tickets": found.tickets,
        "auto": found.auto,
        "review": found.review,
        "unknown": found.unknown,
        "errors": found.errors,
        "rejected": rejected,
        "accuracy": result.accuracy.value if result else None,
        "macro_f1": result.macro_f1.value if result else None,
        "repeated_texts": _repeated(workspace) if result else None,
        "cost_usd": found.cost_usd,
        "estimated_usd": paid.estimated_usd,
        "uncertain_usd": paid.uncertain_usd,
        "unanswered": paid.unknown,
        "seconds": round(seconds, 3),
    }


def _repeated(workspace: Workspace) -> float:
    """The share of labelled tickets whose text comes again."""
    again, n = tickets.repeated(workspace)
    return again / n if n else 0.0


def _in_words(summary: dict[str, Any], run: runs.Run, out: Path | None) -> str:
    lines = list(run.warnings)
    lines.append(
        f"{summary['tickets']:,} tickets routed in {summary['seconds']:.1f} s: "
        f"{summary['auto']:,} auto-routed, {summary['review']:,} for review, "
        f"{summary['unknown']:,} unknown, {summary['errors']:,} errors; "
        f"{summary['rejected']:,} rows refused. "
        + (f"Written to {out}." if out else f"Kept as run {run.run_id}.")
    )
    if summary["cost_usd"] or summary["uncertain_usd"]:
        lines.append(f"Cost ${summary['cost_usd']:,.4f}{_doubts(summary)}.")
    if summary["accuracy"] is not None:
        lines.append(f"Accuracy {summary['accuracy']:.1%}, macro F1 {summary['macro_f1']:.1%}.")
    if run.router == EMBEDDED and (summary["repeated_texts"] or 0.0) >= MANY:
        lines.append(
            f"{summary['repeated_texts']:.0%} of the labelled tickets have a text that another one "
            "has, too. This is the accuracy on texts that were never seen; what it is on later "
            "tickets, whose texts come again, stands on the Accuracy screen."
        )
    return "\n".join(lines)


def _doubts(summary: dict[str, Any]) -> str:
    """What of the cost the provider has not told."""
    told = []
    if summary["estimated_usd"]:
        told.append(f"${summary['estimated_usd']:,.4f} of it estimated, as no usage was told")
    if summary["uncertain_usd"]:
        told.append(f"at most ${summary['uncertain_usd']:,.4f} more for questions never answered")
    return f" ({'; '.join(told)})" if told else ""
