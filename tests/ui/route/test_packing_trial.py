"""How many tickets share a request: the trial."""

from __future__ import annotations

from tests.ui.route.screens import typed
from ui.shell.server.process import process


def test_pack_sizes_are_tried_on_labelled_tickets(route, filled):
    app = typed(route)
    app.session_state["llm_trial_open"] = True
    app.run()
    app.button(key="llm_trial").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    app.run()
    table = next(d.value for d in app.dataframe if "Tickets a request" in d.value)
    assert table["Tickets a request"].tolist() == [1, 5, 10, 20]
    tokens = table["Tokens in per ticket"]
    assert tokens.iloc[2] < 0.4 * tokens.iloc[0]
