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
from ui.shell.texts import plain, text
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
    masked = "masked" if llm.masking else text("route.not_masked")
    st.caption(
        text("route.run_asked_with_prompt_a_request").format(
            run_id=run.run_id,
            model=plain(llm.model),
            prompt=in_words(llm.prompt),
            pack=pack_in_words(llm.pack),
            masked=masked,
        )
    )
    with frame.row("cards", "_spent"):
        card(text("shared.cost"), dollars(paid.cost_usd), Origin("measured", _cost(paid)))
        each = usd_per_thousand(paid.cost_usd, run.decided)
        card(
            text("route.per_1_000_tickets"),
            dollars(each),
            Origin("measured", f"n = {number(run.decided)}"),
        )
        tokens = text("route.of_them_cached_out").format(
            cached_tokens=number(paid.cached_tokens), output_tokens=number(paid.output_tokens)
        )
        card(text("route.tokens"), number(paid.input_tokens), Origin("measured", tokens))
        card(
            text("route.requests"),
            f"{paid.requests:,}",
            Origin("measured", text("route.answers").format(answers=number(paid.answers))),
        )
    problems = by_kind(attempts.problems(workspace, run.run_id))
    if problems:
        st.caption(
            plain(
                text("route.answers_could_not_be_used").format(
                    unusable=number(paid.unusable), problems=problems
                )
            )
        )


def _cost(paid: Spent) -> str:
    if not paid.uncertain_usd:
        return text("route.by_the_tokens_the_provider")
    return text("route.at_most_more_for_answers_that").format(
        uncertain_usd=dollars(paid.uncertain_usd), unknown=number(paid.unknown)
    )
