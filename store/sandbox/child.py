"""The process that runs a query. It holds no key, no open file and no plan of its own.

It reads one question a line from its standard input and answers in frames on its standard output,
until the input ends or the parent kills it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import resource
import shutil
import sys
import time
from typing import Any, Final

READ_ONLY: Final = re.compile(r"read-only|configuration has been locked", re.IGNORECASE)
TOO_MUCH: Final = re.compile(r"(larger|longer) than|too (large|long|big)|allocate", re.IGNORECASE)
ROWS_AT_ONCE: Final = 2_048


def main() -> None:
    """Take on the limits, then answer until there is no further question."""
    limits = json.loads(sys.stdin.readline())
    answers = os.dup(1)
    # A library that prints must not write into the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(limits)
    import duckdb  # noqa: F401, PLC0415 - under the limits, and before the first question
    import pyarrow as pa  # noqa: F401, PLC0415

    from store.sandbox import frames  # noqa: PLC0415

    frames.write(answers, frames.READY, b"")
    for line in sys.stdin:
        _answer(answers, json.loads(line), limits)
    # The parent is gone, maybe killed: nothing of what was spilled is left behind.
    shutil.rmtree(os.getcwd(), ignore_errors=True)  # noqa: PTH109


def _limit(limits: dict[str, Any]) -> None:
    """Let the operating system hold the limits, as far as it knows them."""
    wanted = {
        "RLIMIT_AS": limits["memory"], "RLIMIT_FSIZE": limits["spill"], "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
    }  # fmt: skip
    for name, most in wanted.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))
    with contextlib.suppress(OSError):
        os.nice(5)


def _answer(answers: int, question: dict[str, Any], limits: dict[str, Any]) -> None:
    import duckdb  # noqa: PLC0415

    from store.sandbox import frames  # noqa: PLC0415
    from store.sandbox.statement import CHANGES, OUTSIDE, Refused, checked  # noqa: PLC0415
    from store.sandbox.statement_errors import error_position, in_a_sentence  # noqa: PLC0415

    def say(kind: bytes, words: str, **place: int) -> None:
        frames.write(answers, kind, json.dumps({"words": words, **place}).encode())

    try:
        _run(answers, question, checked(question["sql"]), limits)
    except Refused as refusal:
        say(frames.REFUSED, str(refusal))
    except duckdb.PermissionException:
        say(frames.REFUSED, OUTSIDE)
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        # A word may not be allowed where it stands: that is no attempt to change anything.
        say(frames.REFUSED, in_a_sentence(error), **error_position(error, question["sql"]))
    except (MemoryError, duckdb.OutOfMemoryException, duckdb.IOException):
        # The file is there and is only read: what cannot be written is what spilled.
        say(frames.STOPPED, "memory")
    except RecursionError:
        say(frames.STOPPED, "depth")
    except Exception as error:  # noqa: BLE001 - whatever it is, the question has its answer
        if TOO_MUCH.search(str(error)):
            say(frames.STOPPED, "memory")
        elif READ_ONLY.search(str(error)):
            say(frames.REFUSED, CHANGES)
        else:
            say(frames.REFUSED, in_a_sentence(error), **error_position(error, question["sql"]))


def _run(answers: int, question: dict[str, Any], statement: Any, limits: dict[str, Any]) -> None:
    """Run the statement on the file, and send what it gives."""
    import duckdb  # noqa: PLC0415

    from store.sandbox import frames  # noqa: PLC0415
    from store.sandbox.statement import Refused  # noqa: PLC0415

    if not os.path.exists(question["file"]):  # noqa: PTH110
        raise Refused("The copy of the workspace is gone by now; run the query again.")
    _more_time(limits)
    began = time.perf_counter()
    # A new instance for every query: nothing of one is left for the next.
    with _opened(question, limits) as connection:
        values = _values(statement.named_parameters, question["parameters"])
        try:
            relation = connection.sql(statement, params=values or None)
        except (duckdb.BinderException, duckdb.CatalogException):
            # Asked as a text the same error says its place; nothing of it runs.
            connection.execute(question["sql"], values or None)
            raise
        cut = _send(answers, relation.to_arrow_reader(ROWS_AT_ONCE), limits)
        seconds = time.perf_counter() - began
    frames.write(answers, frames.END, json.dumps({"cut": cut, "seconds": seconds}).encode())


def _opened(question: dict[str, Any], limits: dict[str, Any]) -> Any:
    """The file, for reading; beside it only the folder that a person has attached."""
    import duckdb  # noqa: PLC0415

    config, folder = _config(limits), question.get("folder")
    if not folder:
        return duckdb.connect(question["file"], read_only=True, config=config)
    shut = ("enable_external_access", "lock_configuration")
    last = {name: config.pop(name) for name in shut}
    connection = duckdb.connect(question["file"], read_only=True, config=config)
    allowed = folder.replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{allowed}/']")
    for name, value in last.items():
        connection.execute(f"SET {name} = {value}")
    return connection


def _send(answers: int, reader: Any, limits: dict[str, Any]) -> bool:
    """Send rows until there are none or a limit is reached; True for the latter."""
    import pyarrow as pa  # noqa: PLC0415

    from store.sandbox import frames  # noqa: PLC0415
    from store.sandbox.statement import Refused  # noqa: PLC0415

    if len(reader.schema) > limits["columns"]:
        raise Refused(f"A result has at most {limits['columns']:,} columns; choose fewer.")
    rows, room = limits["rows"], limits["output"]
    with pa.ipc.new_stream(pa.PythonFile(frames.Sink(answers), "w"), reader.schema) as stream:
        for batch in reader:
            fits = _fitting(batch, rows, room)
            part = batch.slice(0, fits)
            stream.write_batch(part)
            if fits < batch.num_rows:
                return True
            rows -= fits
            room -= part.nbytes
    return False


def _fitting(batch: Any, rows: int, room: int) -> int:
    """How many rows of the batch may still go out."""
    fits: int = min(batch.num_rows, rows)
    while fits and batch.slice(0, fits).nbytes > room:
        fits //= 2
    return fits


def _values(names: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The parameters of the statement, dates among them put back into dates."""
    from store.sandbox.statement import Refused  # noqa: PLC0415

    missing = sorted(set(names) - set(given))
    if missing:
        raise Refused(f"Give a value for ${missing[0]}.")
    return {name: _value(given[name]) for name in names}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return dt.date.fromisoformat(value["date"])
    return value


def _config(limits: dict[str, Any]) -> dict[str, str | bool | int | float | list[str]]:
    spill = os.path.join(os.getcwd(), "spill")  # noqa: PTH109, PTH118 - pathlib is not loaded here
    return {
        "enable_external_access": "false",
        "python_enable_replacements": "false",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "lambda_syntax": "ENABLE_SINGLE_ARROW",  # both ways of writing one
        "memory_limit": f"{limits['database']}B",
        "threads": str(limits["threads"]),
        "temp_directory": spill,
        "max_temp_directory_size": f"{limits['spill']}B",
        "lock_configuration": "true",
    }


def _more_time(limits: dict[str, Any]) -> None:
    """Processor time for one more query; beyond it the system ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + limits["seconds"] * limits["threads"]) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
