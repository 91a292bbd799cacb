"""A question in words becomes SQL: a model sees the schema and the question, and no ticket."""

from __future__ import annotations

import asyncio
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from routing.attempt import Failure
from routing.errors import RouterError
from routing.privacy import outgoing
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.openai_provider import OpenAIProvider
from routing.routers.llm.provider import Provider, Said, Wanted
from store import explorer, taxonomies
from store.explorer import Table
from store.workspace import Workspace

SECONDS: Final = 60.0
MAX_TOKENS: Final = 1_500
_FILE: Final = Path(__file__).parent / "prompts" / "ask_in_words.toml"
_FENCED: Final = re.compile(r"```(?:sql|json)?\s*(.*?)```", re.DOTALL | re.IGNORECASE)
_SCHEMA: Final = {
    "type": "object",
    "properties": {"sql": {"type": "string"}, "says": {"type": "string"}},
    "required": ["sql", "says"],
    "additionalProperties": False,
}
Check = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote: the statement, and what it answers in a sentence."""

    sql: str
    says: str


def write_sql(
    workspace: Workspace, question: str, endpoint: Endpoint, check: Check, *, masking: bool = True
) -> Written:
    """The statement for that question; where it would not run, the model is asked once more.

    check: what is wrong with a statement, None for nothing.
    Raises RouterError when there is no usable answer.
    """
    wanted = message(workspace, question, masking=masking)
    return asyncio.run(_written(OpenAIProvider(endpoint.checked()), wanted, check))


def message(workspace: Workspace, question: str, *, masking: bool) -> Wanted:
    """What leaves: schema, category names and the question, personal data in it masked."""
    version = taxonomies.current_or_labels(workspace)
    names = list(version.taxonomy.names) if version else []
    prompt = _prompt()
    system = Template(prompt["instructions"]).substitute(
        schema=_in_lines(explorer.schema(workspace)),
        categories=json.dumps(names, ensure_ascii=False),
    )
    asked = outgoing(question, masking).text
    return Wanted(f"{system}\n{prompt['answer']}", asked, MAX_TOKENS, _SCHEMA, logprobs=False)


async def _written(provider: Provider, wanted: Wanted, check: Check) -> Written:
    try:
        found = _read(await _asked(provider, wanted))
        problem = check(found.sql)
        if problem:
            told = Template(_prompt()["again"]).substitute(sql=found.sql, problem=problem)
            again = Wanted(
                wanted.system, f"{wanted.user}\n{told}", MAX_TOKENS, _SCHEMA, logprobs=False
            )
            found = _read(await _asked(provider, again))
    finally:
        await provider.close()
    return found


async def _asked(provider: Provider, wanted: Wanted) -> Said:
    try:
        said = await asyncio.wait_for(provider.complete(wanted), SECONDS)
    except TimeoutError as error:
        raise RouterError(f"The model did not answer within {SECONDS:.0f} seconds.") from error
    if isinstance(said, Failure):
        raise RouterError(said.message)
    if said.refusal or not said.text.strip():
        raise RouterError("The model gave no query; word the question differently.")
    return said


def _read(said: Said) -> Written:
    """The statement in the answer, however it is dressed."""
    fenced = _FENCED.search(said.text)
    text = (fenced[1] if fenced else said.text).strip()
    try:
        answer = json.loads(text)
        found = Written(str(answer["sql"]).strip().rstrip(";"), str(answer.get("says", "")).strip())
    except (ValueError, KeyError, TypeError, AttributeError):
        found = Written(text.rstrip(";"), "")
    if not found.sql:
        raise RouterError(f"The model found no query for this. {found.says}".strip())
    return found


def _in_lines(tables: Sequence[Table]) -> str:
    return "\n".join(
        json.dumps(
            {
                "table": table.name, "holds": table.says,
                "columns": [f"{c.name} {c.type}: {c.says}" for c in table.columns],
            },
            ensure_ascii=False,
        )
        for table in tables
    )  # fmt: skip


@cache
def _prompt() -> Mapping[str, str]:
    return dict(tomllib.loads(_FILE.read_text(encoding="utf-8")))
