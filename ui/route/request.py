"""What a new run asks of a provider: the fields on the Route screen, put together."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from jobs import Job
from routing.errors import RouterError
from store.workspace import Workspace
from ui.route import connection, cost_estimate, keys, packing, privacy, prompt, terms
from ui.shell.process import process
from ui.shell.texts import text
from usecases import run_drafts
from usecases.llm_routers import LlmRequest
from usecases.runs import RunRequest, start_run


def ask(workspace: Workspace, request: RunRequest, *, masking: bool) -> RunRequest:
    """The fields of the chosen provider; the request with all they hold."""
    saved = run_drafts.draft(workspace, request.router)
    llm = replace(connection.fields(workspace, saved), masking=masking)
    connection.test(llm)
    if llm.kind != connection.LOCAL:
        llm = _words_and_terms(workspace, request, llm)
    # An edited prompt is remembered once it is a version; until then its editor holds it.
    settled = llm.prompt is None or llm.prompt["version"] != prompt.NOT_SAVED
    run_drafts.keep(workspace, llm if settled else replace(llm, prompt=saved.prompt))
    return replace(request, llm=llm)


def _words_and_terms(workspace: Workspace, request: RunRequest, llm: LlmRequest) -> LlmRequest:
    llm = terms.fields(workspace, llm)
    with st.expander(
        f"Prompt: {prompt.in_words(llm.prompt)}", key="llm_prompt_open", on_change="rerun"
    ) as shown:
        llm = replace(llm, prompt=prompt.edit(workspace, llm))
        if shown.open:
            prompt.preview(workspace, replace(request, llm=llm))
    with st.expander(
        "How many tickets per request?", key="llm_trial_open", on_change="rerun"
    ) as shown:
        if shown.open:
            packing.trial(workspace, replace(request, llm=llm))
    with st.expander("What leaves this machine", key="llm_sent", on_change="rerun") as shown:
        if shown.open:
            privacy.before_and_after(workspace, replace(request, llm=llm))
    cost_estimate.estimate(workspace, replace(request, llm=llm), connection.told_limit(llm))
    return llm


def start(workspace: Workspace, request: RunRequest) -> Job:
    """Start the run with the key of this session.

    Raises RouterError, and starts nothing, when key, model or address is missing.
    """
    llm = request.llm
    if llm is None:
        return start_run(process().jobs, workspace, request, process().settings.models)
    if llm.kind == connection.LOCAL and not llm.model:
        raise RouterError("No model is named; give its directory or its name on the hub.")
    held = keys.keys_for(llm)
    if llm.kind != connection.LOCAL:
        llm.checked().endpoint(held)
        if llm.budget_usd and llm.known_price() is None:
            raise RouterError(text("llm.budget_unknown"))
    connection.forget_failure()
    request = replace(request, llm=replace(llm, prompt=prompt.kept(workspace, llm)))
    return start_run(process().jobs, workspace, request, process().settings.models, held)
