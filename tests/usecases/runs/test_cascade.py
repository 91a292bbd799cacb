"""A run of a cascade: the sure cost nothing, only the rest is asked of the provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.routers.cascade import CascadeRule
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from store import decisions, runs
from store.workspace import Workspace
from tests.conftest import ticket
from tests.fakes.provider.process import provider
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest

WORDS = {"Money": "the invoice was charged twice", "Danger": "someone stole my card"}


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """Sixty plain tickets of two kinds, and six that nobody could tell apart."""
    plain = [
        ticket(key, name, subject=f"Case {key}", body=f"{WORDS[name]}, number {key}")
        for key, name in enumerate([*WORDS] * 30, 1)
    ]
    odd = [ticket(key, "Money", subject="?", body=f"xq{key} zv{key}") for key in range(61, 67)]
    fill(workspace, [*plain, *odd])
    return workspace


def test_only_what_the_first_is_not_sure_of_is_asked_and_paid(desk, tmp_path: Path):
    with provider() as running:
        request = RunRequest(
            "cascade",
            llm=LlmRequest("compatible", "fake", running.base_url, price=(1.0, 1.0, 1.0)),
            cascade=CascadeRule(sure=0.8, accepted=0.0),
        )
        made = new_run(desk, request)
        status = perform(
            desk,
            made,
            tmp_path / "no models",
            Control(),
            Meter(),
            keys=Keys.from_environment({"ROUTECASE_API_KEY": "key"}),
        )
        assert (status, runs.one(desk, made.run_id).decided) == ("finished", 66)
        answered = {key: decisions.of_ticket(desk, key).iloc[0] for key in (1, 2, *range(61, 67))}
        assert answered[1]["router"] == answered[2]["router"] == "embedded"
        assert all(answered[key]["router"] != "embedded" for key in range(61, 67))
        assert runs.summary(desk, made.run_id).cost_usd > 0
        assert RunRequest.from_settings(made.settings) == request
