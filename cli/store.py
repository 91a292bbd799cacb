"""The command line of the workspace.

`python -m store query WORKSPACE "SQL" [--json | --csv F]` asks it;
`python -m store back-up WORKSPACE`, `back-ups WORKSPACE` and `restore WORKSPACE [BACK-UP]` keep it
and bring it back; `restore` without a back-up writes reviews again that a damaged log has lost;
`python -m store publish WORKSPACE --out P.profile` writes what a run has proven, to answer live.

`python -m store attach WORKSPACE OUTPUT` lets it read the decisions of a bulk job in place.

Exit codes: 0 when it is done, 2 when it is refused, 3 when a query was stopped at a limit.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from cli.actor import actor
from cli.workspace import HOLDER, opened, tell_of_loss
from jobs.errors import ExpectedError
from routing.errors import QueryStopped, RouteCaseError, WorkspaceError
from store.sandbox import files
from store.sandbox.opening import check_free
from store.sandbox.pool import Sandbox
from store.workspace import Workspace
from store.workspace_file import backups
from store.workspace_file.scratch import temporary
from usecases import workspace_files

REFUSED: Final = 2
STOPPED: Final = 3


def main(arguments: list[str] | None = None) -> int:
    """Answer one query; what cannot be done is one sentence on the standard error."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    return code


def _run(arguments: list[str] | None) -> int:
    asked = _parser().parse_args(arguments)
    if asked.command == "query":
        return _query(asked)
    try:
        print(_KEEPING[asked.command](asked))
    except ExpectedError as problem:
        return _exit_with(str(problem), REFUSED)
    return 0


def _query(asked: Any) -> int:
    with temporary() as folder:
        return _answered(asked, Sandbox(folder))


def _answered(asked: Any, sandbox: Sandbox) -> int:
    try:
        check_free(asked.workspace)
        tell_of_loss(asked.workspace)
        sql = sys.stdin.read(sandbox.limits.statement + 1) if asked.sql == "-" else asked.sql
        answer = sandbox.run(asked.workspace.resolve(), sql, dict(asked.set or ()))
        _write(answer.table, asked)
    except QueryStopped as stop:
        return _exit_with(str(stop), STOPPED)
    except RouteCaseError as problem:
        return _exit_with(str(problem), REFUSED)
    finally:
        sandbox.stop()
    if answer.cut:
        n = answer.table.num_rows
        return _exit_with(f"Cut off after {n:,} rows, as much as an answer holds.", STOPPED)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    query = commands.add_parser("query", help="ask a workspace in SQL, for reading only")
    query.add_argument("workspace", type=Path, help="the .duckdb file")
    query.add_argument("sql", help="one statement that reads; - for the standard input")
    query.add_argument(
        "--set", action="append", type=_parameter, metavar="NAME=VALUE", help="a parameter $NAME"
    )
    form = query.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of objects")
    form.add_argument("--csv", type=Path, metavar="F", help="write a file instead")
    for name, what in (
        ("back-up", "keep the workspace as it is now"),
        ("back-ups", "the back-ups there are, newest first"),
        ("restore", "bring back a back-up, or reviews that are missing"),
        ("leave-out", "do without what is missing"),
    ):
        keeping = commands.add_parser(name, help=what)
        keeping.add_argument("workspace", type=Path, help="the .duckdb file")
        if name == "restore":
            keeping.add_argument("backup", nargs="?", help="its name, or newest")
    attach = commands.add_parser("attach", help="read the decisions of a bulk job where they are")
    attach.add_argument("workspace", type=Path, help="the .duckdb file; made where there is none")
    attach.add_argument("output", type=Path, help="the folder that the bulk job wrote into")
    attach.add_argument("--yes", action="store_true", help="confirm that it may read that folder")
    publish = commands.add_parser("publish", help="write the profile of a run to one file")
    publish.add_argument("workspace", type=Path, help="the .duckdb file")
    publish.add_argument("--out", type=Path, required=True, metavar="P.profile", help="where to")
    publish.add_argument("--run", type=int, metavar="N", help="of which run; else the newest")
    publish.add_argument("--with-texts", action="store_true", help="with the past tickets, masked, "
        "that the prompt shows; needed where it shows any")  # fmt: skip
    return parser


def _back_up(asked: Any) -> str:
    with _opened(asked.workspace) as workspace, workspace.temporary() as folder:
        file = folder / "now.duckdb"
        workspace.snapshot_to(file)
        return f"Kept as {backups.keep(workspace.path, 'by hand', file).name}."


def _back_ups(asked: Any) -> str:
    found = backups.all_of(asked.workspace)
    return "\n".join(file.name for file in found) or "There is no back-up yet."


def _restore(asked: Any) -> str:
    if asked.backup:
        found = backups.all_of(asked.workspace)
        named = [file for file in found if asked.backup in ("newest", file.name, file.stem)]
        if not named:
            raise WorkspaceError(f"There is no back-up {asked.backup}.\n{_back_ups(asked)}")
        aside = workspace_files.restore_backup(asked.workspace, named[0], HOLDER, actor())
        return f"{named[0].name} is in its place; what was there is kept in {aside}."
    with _opened(asked.workspace) as workspace:
        if workspace.loss is None:
            return f"Nothing is missing. To bring back a back-up, name it:\n{_back_ups(asked)}"
        return f"{workspace_files.restore_missing(workspace, actor()):,} reviews are back."


def _leave_out(asked: Any) -> str:
    with _opened(asked.workspace) as workspace:
        workspace_files.accept_loss(workspace, actor())
    return "What was missing is left out for good."


def _publish(asked: Any) -> str:
    from usecases.live import publishing  # noqa: PLC0415 - a query needs no router

    with _opened(asked.workspace) as workspace:
        run = publishing.publishable(workspace, asked.run)
        made = publishing.publish(
            workspace, run, asked.out, with_texts=asked.with_texts, actor=actor()
        )
    texts = f", {len(made.examples):,} past tickets in it, masked" if made.examples else ""
    return f"{run.title} is published as {asked.out} (profile {made.fingerprint}{texts})."


def _attach(asked: Any) -> str:
    from cli.actor import actor  # noqa: PLC0415 - a query needs none of it
    from usecases.runs.attach import attach  # noqa: PLC0415

    asks = f"{asked.workspace} will read files of {asked.output.resolve()} from now on"
    if not asked.yes and not (sys.stdin.isatty() and input(f"{asks}. y/n ").lower() == "y"):
        raise WorkspaceError(f"{asks}: confirm that with --yes.")
    run_id = attach(asked.workspace, asked.output, opened, actor())
    return f"The decisions in {asked.output} are run {run_id} of {asked.workspace}."


@contextmanager
def _opened(path: Path) -> Iterator[Workspace]:
    if not path.is_file():
        raise WorkspaceError(f"There is no workspace {path}; give the path of a .duckdb file.")
    with opened(path) as workspace:
        yield workspace


_KEEPING: Final[Mapping[str, Callable[[Any], str]]] = {
    "back-up": _back_up, "back-ups": _back_ups, "restore": _restore, "leave-out": _leave_out,
    "publish": _publish, "attach": _attach,
}  # fmt: skip


def _parameter(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{words} is not NAME=VALUE")
    return name.removeprefix("$"), value


def _write(table: pa.Table, asked: Any) -> None:
    if asked.csv:
        try:
            with asked.csv.open("w", encoding="utf-8", newline="") as stream:
                files.to_csv(table, stream)
        except OSError as error:
            raise RouteCaseError(f"{asked.csv} cannot be written.") from error
    elif asked.json:
        files.to_json(table, sys.stdout)
    else:
        _aligned(table)


def _aligned(table: pa.Table) -> None:
    """Columns under their names, numbers to the right."""
    cells = [[_shown(files.cell_text(value)) for value in row] for row in files.rows(table)]
    names = [_shown(name) for name in table.column_names]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    is_number = [pa.types.is_integer(t) or pa.types.is_floating(t) for t in table.schema.types]
    for row in [names, ["-" * width for width in widths], *cells]:
        placed = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_number, strict=True)
        ]
        print("  ".join(placed).rstrip())


def _shown(text: str) -> str:
    """One line, with nothing in it that would steer a terminal."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _exit_with(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
