"""What the next run of a workspace shall ask, as it was left; and a look at it before it starts."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.routers.llm.building import router_at
from routing.routers.llm.request import LlmRequest
from routing.routers.llm.router import LlmRouter
from routing.ticket import Ticket
from store import prompts, settings, taxonomies, tickets
from store.learning import versions
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.cache import kept_while
from usecases.runs.defaults import CHANGE_DEFAULTS, default_request
from usecases.runs.labelled_history import cut_off, history
from usecases.runs.request import RunRequest

_ANY_MODEL: Final = "model"
_ANYWHERE: Final = "http://localhost/v1"


@dataclass(frozen=True, slots=True)
class Message:
    """One ticket as a request would hold it, to the letter.

    fixed_tokens: the instructions; ticket_tokens: what the ticket adds to them.
    """

    system: str
    user: str
    fixed_tokens: int
    ticket_tokens: int


def draft(workspace: Workspace, kind: str) -> LlmRequest:
    """What was last asked of that kind of provider here, else what a default run asks."""
    kept = settings.provider(kind).of(workspace)
    if kept:
        return LlmRequest.from_settings(kept)
    usual = default_request(workspace).llm
    return usual if usual and usual.kind == kind else LlmRequest.from_settings({"kind": kind})


def keep(workspace: Workspace, request: LlmRequest, actor: Actor = LOCAL_OWNER) -> None:
    """Remember what is asked; a key is no part of it."""
    kept = settings.provider(request.kind).of(workspace)
    if kept is None or LlmRequest.from_settings(kept) != request:
        actor.require(Role.MANAGER, CHANGE_DEFAULTS)
        settings.provider(request.kind).set(workspace, request.to_settings())


def save_prompt(
    workspace: Workspace, prompt: Mapping[str, str], actor: Actor = LOCAL_OWNER
) -> prompts.PromptVersion:
    """Keep a version of the prompt; the same words are one version."""
    actor.require(Role.MANAGER, CHANGE_DEFAULTS)
    return prompts.save(workspace, prompt)


def look(workspace: Workspace, request: RunRequest) -> LlmRouter | None:
    """The router as a run would make it, to look at what it would send; it asks nobody.

    None where there is no category yet. Raises RouterError when the request cannot be carried out.
    """
    return _router(workspace, request.what_is_sent())


def sent_state(workspace: Workspace) -> Hashable:
    """What a request depends on beside what is asked: categories, tickets and labels."""
    version = taxonomies.current_or_labels(workspace)
    facts = tickets.facts(workspace)
    learned = cut_off(workspace), versions.labels(workspace).newest_review
    return version and version.taxonomy_id, facts.n, facts.labelled, learned


def _state(workspace: Workspace, /, asked: str) -> Hashable:
    del asked
    return sent_state(workspace)


@kept_while(_state)
def _router(workspace: Workspace, /, asked: str) -> LlmRouter | None:
    request = RunRequest.from_settings(json.loads(asked))
    version = taxonomies.current_or_labels(workspace)
    if version is None or request.llm is None:
        return None
    llm = replace(
        request.llm,
        model=request.llm.model or _ANY_MODEL,
        base_url=request.llm.base_url or _ANYWHERE,
    )
    known = [] if llm.examples == "none" else history(workspace, request.text)
    return router_at(llm.checked().keyless_endpoint(), llm, version.taxonomy, known, request.text)


def message(router: LlmRouter, pack: Sequence[Ticket]) -> Message:
    """The very request for these tickets."""
    questions = [router.question(ticket) for ticket in pack]
    chat = router.chat_request(questions)
    fixed = router.instruction_tokens(pack[0])
    return Message(chat.system, chat.user, fixed, sum(q.tokens for q in questions))
