"""A prompt is improved against a provider, with a receipt; without proof nothing changes."""

from __future__ import annotations

import pytest

from jobs import Jobs
from routing.errors import RouterError
from routing.learning.prompt_tuning import TuningLimits
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from store import prompts
from tests.conftest import ticket
from tests.fakes.provider.process import provider
from usecases.runs.prompt_tuning import last_tuning, start_tuning
from usecases.runs.request import RunRequest

KEYS = Keys.from_environment({"ROUTECASE_API_KEY": "key"})


def asked(base_url: str) -> RunRequest:
    price = (1.0, 1.0, 1.0)
    return RunRequest("llm", llm=LlmRequest("compatible", "fake", base_url, price=price))


def test_without_labels_or_categories_nothing_is_asked(workspace, fill):
    with pytest.raises(RouterError, match="needs a provider"):
        start_tuning(Jobs(), workspace, RunRequest(), KEYS, TuningLimits())
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 11)])
    with pytest.raises(RouterError, match="too few"):
        start_tuning(Jobs(), workspace, asked("http://localhost:9/v1"), KEYS, TuningLimits())
    assert last_tuning(workspace) is None


def test_the_receipt_is_kept_and_an_unproven_prompt_is_not(workspace, fill):
    words = ["refund", "parcel", "invoice", "login", "courier", "charge", "address"]
    fill(workspace, [
        ticket(
            k, "Billing" if k % 3 else "Fraud", subject="",
            body=f"{words[k % 7]} {words[k % 5]} {'abcdefghij'[k % 10] * 4} {'klmnop'[k % 6] * 5}",
        )
        for k in range(1, 81)
    ])  # fmt: skip
    with provider() as running:
        job = start_tuning(Jobs(), workspace, asked(running.base_url), KEYS, TuningLimits(1, 50.0))
        job.wait(60)
    assert job.error is None
    found = last_tuning(workspace)
    assert found.receipts[0].why == "as it is"
    assert all(each.cost_usd > 0 for each in found.receipts)
    assert found.spent_usd == pytest.approx(sum(each.cost_usd for each in found.receipts), rel=3)
    assert found.adopted == ""
    assert prompts.versions(workspace) == []
