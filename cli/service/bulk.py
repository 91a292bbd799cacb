"""`python -m service.bulk INPUT OUTPUT --profile P.profile`: route files of any size.

Exit codes: 0 when every row has its decision, 1 when the job ended early (`--resume` goes on),
2 when it was refused.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from service.bulk.job import Outcome

ENDED: Final = 1
REFUSED: Final = 2
EXTRA: Final = (
    "This needs Ray: `python -m pip install -r requirements-extras.txt`; "
    "or leave `--address` out to use this machine alone."
)


def main(arguments: list[str] | None = None) -> int:
    """Route; what cannot be done is one sentence on the standard error."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    from jobs import Cancelled  # noqa: PLC0415 - help needs none of it
    from jobs.errors import ExpectedError  # noqa: PLC0415
    from service.errors import JobEnded  # noqa: PLC0415

    try:
        return _run(asked)
    except Cancelled:
        return _exit_with("Ended; what is finished is kept. Go on with --resume.", ENDED)
    except JobEnded as error:
        return _exit_with(str(error), ENDED)
    except ExpectedError as error:
        return _exit_with(str(error), REFUSED)
    except ModuleNotFoundError as error:
        if error.name == "ray":
            return _exit_with(EXTRA, REFUSED)
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m service.bulk", description=__doc__)
    add = parser.add_argument
    add("input", metavar="INPUT", help="Parquet, CSV or JSON Lines: a file, a folder, a pattern "
        "or an address such as s3://bucket/folder")  # fmt: skip
    add("output", metavar="OUTPUT", help="an empty folder for the decisions, here or by address")
    add("--profile", type=Path, required=True, metavar="P.profile", help="the published router")
    add("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="how many processes")
    add("--address", default="none", help="none: processes of this machine (default); auto or "
        "ray://HOST:PORT: a Ray cluster")  # fmt: skip
    add("--resume", action="store_true", help="go on with the job that OUTPUT holds")
    add("--rows", type=int, metavar="N", help="rows of a partition, at most 20,000 by default")
    add("--key-for", action="append", default=[], metavar="HOST", help="let a model's key go there")
    add("--json", action="store_true", help="print the summary as JSON")
    return parser


def _run(asked: Any) -> int:
    from cli.progress_bar import with_bar  # noqa: PLC0415
    from service.bulk.routing_job import BulkRequest, route  # noqa: PLC0415

    wanted = BulkRequest(
        asked.input, asked.output, asked.profile, asked.workers, asked.address, asked.resume,
        asked.rows, tuple(asked.key_for),
    )  # fmt: skip
    os.umask(0o077)  # tickets are written, so for their owner alone
    began = time.monotonic()
    outcome = with_bar(lambda control, meter: route(wanted, control, meter))
    summary = _summary(outcome, asked.output, time.monotonic() - began)
    print(json.dumps(summary) if asked.json else _in_words(summary))
    return 0


def _summary(outcome: Outcome, output: str, seconds: float) -> dict[str, Any]:
    return {
        "output": output,
        "rows": outcome.rows,
        "failed": outcome.failed,
        "parts": len(outcome.parts),
        "kept": outcome.kept,
        "redone": list(outcome.redone),
        "killed": outcome.kills,
        "split": outcome.split,
        "poison": outcome.poison,
        "cpu_seconds": round(outcome.cpu_seconds, 3),
        "seconds": round(seconds, 3),
    }


def _in_words(summary: dict[str, Any]) -> str:
    told = (
        f"{summary['rows']:,} rows decided in {summary['parts']:,} parts, {summary['failed']:,} of "
        f"them with an error; {summary['seconds']:,.1f} s, {summary['cpu_seconds']:,.1f} s of "
        f"processor time. Written to {summary['output']}."
    )
    lines = [told]
    if summary["kept"]:
        lines.append(f"{summary['kept']:,} parts were finished before and stayed.")
    if summary["redone"]:
        names = ", ".join(summary["redone"])
        lines.append(f"The input has changed since; what changed was done anew: {names}.")
    if summary["killed"]:
        lines.append(
            f"{summary['killed']:,} workers died and were replaced; "
            f"{summary['split']:,} partitions were split."
        )
    lines += [
        f"Its worker died each time, so it became an error: {row}." for row in summary["poison"]
    ]
    return "\n".join(lines)


def _exit_with(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
