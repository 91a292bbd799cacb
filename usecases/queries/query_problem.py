"""Why a query cannot run, as its writer needs it: where, and what helps."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from routing.errors import QueryRefused, RouteCaseError

_FILE: Final = Path(__file__).parent / "query_hints.toml"


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """The sentence, the place from 1 where it is known, and a hint, "" for none."""

    sentence: str
    line: int | None
    column: int | None
    hint: str


def explained(problem: RouteCaseError, sql: str) -> QueryProblem:
    """The problem with its hint.

    >>> refused = QueryRefused("The statement cannot run: syntax error at end of input.", 1, 9)
    >>> explained(refused, "SELECT (").hint
    'Something is still open: a bracket, a quotation mark, or a part such as what follows FROM.'
    """
    line, column = None, None
    if isinstance(problem, QueryRefused):
        line, column = problem.line, problem.column
    return QueryProblem(str(problem), line, column, _hint(str(problem), sql))


def _hint(said: str, sql: str) -> str:
    for each in _hints():
        fits = re.search(each["says"], said, re.IGNORECASE)
        if fits and re.search(each.get("sql", ""), sql, re.IGNORECASE):
            return each["hint"]
    return ""


@cache
def _hints() -> tuple[Mapping[str, str], ...]:
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["hint"])
