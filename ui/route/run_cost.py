"""What a run that asked a provider has cost, to the token."""

from __future__ import annotations

import streamlit as st

from roi.numbers import dollars, number
from store import attempts
from store.attempts import Spent
from store.runs import Run
from store.workspace import Workspace
from ui.route.prompt import in_words
from ui.route.terms import pack_in_words
from ui.shell import frame
from ui.shell.provenance import card
from ui.shell.texts import plain
from ui.shell.traffic import by_kind
from usecases.provenance import Origin
from usecases.runs.cost import usd_per_thousand
from usecases.runs.request import RunRequest


def show(workspace: Workspace, run: Run) -> None:
    """The cards of its cost; nothing for a run that asked nobody."""
    llm = RunRequest.from_settings(run.settings).llm
    if llm is None:
        return
    paid = attempts.spent(workspace, run.run_id)
    masked = "masked" if llm.masking else "not masked"
    st.caption(
        f"Run {run.run_id} asked {plain(llm.model)} with prompt {in_words(llm.prompt)}, "
        f"{pack_in_words(llm.pack)} a request, personal data {masked}."
    )
    with frame.row("cards", "_spent"):
        card("Cost", dollars(paid.cost_usd), Origin("measured", _cost(paid)))
        each = usd_per_thousand(paid.cost_usd, run.decided)
        card("Per 1,000 tickets", dollars(each), Origin("measured", f"n = {number(run.decided)}"))
        tokens = f"{number(paid.cached_tokens)} of them cached · {number(paid.output_tokens)} out"
        card("Tokens in", number(paid.input_tokens), Origin("measured", tokens))
        card("Requests", f"{paid.requests:,}", Origin("measured", f"{paid.answers:,} answers"))
    problems = by_kind(attempts.problems(workspace, run.run_id))
    if problems:
        st.caption(plain(f"{number(paid.unusable)} answers could not be used: {problems}."))


def _cost(paid: Spent) -> str:
    if not paid.uncertain_usd:
        return "by the tokens the provider counted"
    return f"at most {dollars(paid.uncertain_usd)} more for {paid.unknown:,} answers that were lost"
