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
from routing.privacy.outgoing import outgoing
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import ChatRequest, Completion, Provider
from store import taxonomies, tickets
from store.explorer import saved_queries
from store.explorer.saved_queries import Table
from store.workspace import Workspace

SECONDS: Final = 60.0
MAX_TOKENS: Final = 1_500
MAX_TURNS: Final = 6
_FILE: Final = Path(__file__).parent / "ask_in_words.toml"
_FENCED: Final = re.compile(r"```(?:sql|json)?\s*(.*?)```", re.DOTALL | re.IGNORECASE)
_SCHEMA: Final = {
    "type": "object",
    "properties": {"sql": {"type": "string"}, "says": {"type": "string"}},
    "required": ["sql", "says"],
    "additionalProperties": False,
}
Check = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class SqlDraft:
    """What a model wrote: the statement, and what it answers in a sentence."""

    sql: str
    says: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, and the statement that answered it."""

    question: str
    draft: SqlDraft


def write_sql(
    workspace: Workspace, question: str, endpoint: Endpoint, check: Check,
    earlier: Sequence[Turn] = (), *, masking: bool = True,
) -> SqlDraft:  # fmt: skip
    """The statement for that question; where it would not run, the model is asked once more.

    check: what is wrong with a statement, None for nothing. earlier: the conversation so far, so
    that "only chat, by month" is understood.
    Raises RouterError when there is no usable answer.
    """
    chat = message(workspace, question, earlier, masking=masking)
    return asyncio.run(_drafted(OpenAIProvider(endpoint.checked()), chat, check))


def message(
    workspace: Workspace, question: str, earlier: Sequence[Turn] = (), *, masking: bool
) -> ChatRequest:
    """What leaves: schema, category and column names, and the questions, personal data masked."""
    version = taxonomies.current_or_labels(workspace)
    names = list(version.taxonomy.names) if version else []
    prompt = _prompt()
    system = Template(prompt["instructions"]).substitute(
        schema=_in_lines(saved_queries.schema(workspace)),
        categories=json.dumps(names, ensure_ascii=False),
        columns=json.dumps(sorted(tickets.attributes(workspace)), ensure_ascii=False),
    )
    asked = outgoing(question, masking).text
    if earlier:
        told = "\n".join(_as_line(turn, masking=masking) for turn in earlier[-MAX_TURNS:])
        asked = Template(prompt["conversation"]).substitute(earlier=told, question=asked)
    return ChatRequest(f"{system}\n{prompt['answer']}", asked, MAX_TOKENS, _SCHEMA, logprobs=False)


def _as_line(turn: Turn, *, masking: bool) -> str:
    said = {"question": outgoing(turn.question, masking).text, "sql": turn.draft.sql}
    return json.dumps(said, ensure_ascii=False)


async def _drafted(provider: Provider, chat: ChatRequest, check: Check) -> SqlDraft:
    try:
        found = _read(await _asked(provider, chat))
        problem = check(found.sql)
        if problem:
            told = Template(_prompt()["again"]).substitute(sql=found.sql, problem=problem)
            again = ChatRequest(
                chat.system, f"{chat.user}\n{told}", MAX_TOKENS, _SCHEMA, logprobs=False
            )
            found = _read(await _asked(provider, again))
    finally:
        await provider.close()
    return found


async def _asked(provider: Provider, chat: ChatRequest) -> Completion:
    try:
        completion = await asyncio.wait_for(provider.complete(chat), SECONDS)
    except TimeoutError as error:
        raise RouterError(f"The model did not answer within {SECONDS:.0f} seconds.") from error
    if isinstance(completion, Failure):
        raise RouterError(completion.message)
    if completion.refusal or not completion.text.strip():
        raise RouterError("The model gave no query; word the question differently.")
    return completion


def _read(completion: Completion) -> SqlDraft:
    """The statement in the answer, however it is dressed."""
    fenced = _FENCED.search(completion.text)
    text = (fenced[1] if fenced else completion.text).strip()
    try:
        answer = json.loads(text)
        found = SqlDraft(
            str(answer["sql"]).strip().rstrip(";"), str(answer.get("says", "")).strip()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        found = SqlDraft(text.rstrip(";"), "")
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
