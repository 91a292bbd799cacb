"""A new run: what it asks of a provider, what still keeps it from starting, and its start."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from jobs import Job
from routing.errors import KeyMissing, KeyWithheld, PriceUnknown, RouterError
from routing.routers.llm.request import LlmRequest
from store.workspace import Workspace
from ui.route import connection, cost_estimate, packing_trial, privacy, prompt, prompt_tuning, terms
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs import drafts
from usecases.runs.execution import start_run
from usecases.runs.request import RunRequest

# Problems that a field or a tick on this screen mends; the core only knows the command line.
_MENDED_HERE: Final = {
    KeyMissing.code: "llm.key_missing",
    KeyWithheld.code: "llm.key_withheld",
    PriceUnknown.code: "llm.budget_unknown",
}


def ask(workspace: Workspace, request: RunRequest, *, masking: bool) -> RunRequest:
    """The fields of the chosen provider; the request with all they hold."""
    saved = drafts.draft(workspace, request.router)
    llm = replace(connection.fields(workspace, saved), masking=masking)
    connection.test(llm)
    if llm.declared.is_remote:
        llm = _words_and_terms(workspace, request, llm)
    # An edited prompt is remembered once it is a version; until then its editor holds it.
    settled = llm.prompt is None or llm.prompt["version"] != prompt.NOT_SAVED
    drafts.keep(workspace, llm if settled else replace(llm, prompt=saved.prompt), actor())
    return replace(request, llm=llm)


def _words_and_terms(workspace: Workspace, request: RunRequest, llm: LlmRequest) -> LlmRequest:
    llm = terms.fields(workspace, llm)
    with st.expander(
        text("route.prompt").format(prompt=prompt.in_words(llm.prompt)),
        key="llm_prompt_open",
        on_change="rerun",
    ) as shown:
        llm = replace(llm, prompt=prompt.edit(workspace, llm))
        if shown.open:
            prompt.preview(workspace, replace(request, llm=llm))
    with st.expander(
        text("route.how_many_tickets_per_request"), key="llm_trial_open", on_change="rerun"
    ) as shown:
        if shown.open:
            packing_trial.trial(workspace, replace(request, llm=llm))
    with st.expander(
        text("route.improve_the_prompt_from_your"), key="llm_tuning_open", on_change="rerun"
    ) as shown:
        if shown.open:
            prompt_tuning.show(workspace, replace(request, llm=llm))
    with st.expander(
        text("route.what_leaves_this_machine"), key="llm_sent", on_change="rerun"
    ) as shown:
        if shown.open:
            privacy.before_and_after(workspace, replace(request, llm=llm))
    cost_estimate.estimate(workspace, replace(request, llm=llm), connection.told_limit(llm))
    return llm


def obstacle(request: RunRequest) -> str | None:
    """What keeps the run from starting and how to mend it, None for nothing."""
    try:
        if request.llm:
            request.llm.ready(session_keys.held())
    except RouterError as problem:
        return in_words(problem, request.llm)
    return None


def start(workspace: Workspace, request: RunRequest) -> Job:
    """Start the run with the keys of this session.

    Raises RouterError, and starts nothing, when key, model or address is missing.
    """
    held = session_keys.held()
    if request.llm:
        llm = request.llm.ready(held)
        connection.forget_failure()
        request = replace(request, llm=replace(llm, prompt=prompt.kept(workspace, llm)))
    at = process()
    return start_run(at.jobs, workspace, request, at.settings.models, held, actor=actor())


def in_words(problem: RouterError, llm: LlmRequest | None) -> str:
    """The problem as this screen can mend it; else as it stands."""
    words = _MENDED_HERE.get(problem.code)
    if words is None or llm is None:
        return told(problem)
    variables = " or ".join(llm.declared.key.variables)
    return text(words).format(provider=llm.declared.title, variables=variables)
