"""The router of a run follows from its request and from what there is to learn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.routers.cascade import CascadeRouter, CascadeRule
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.out_of_fold import OutOfFoldRouter
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket
from tests.usecases.conftest import noise
from usecases.runs.request import RunRequest
from usecases.runs.router_building import RouterBuilder

TAXONOMY = Taxonomy((Category("Billing", "Invoices"), Category("Fraud", "Stolen cards")))
TEXTS = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
LABELLED = [
    ticket(k, c, subject="", body=f"{TEXTS[c]} {noise(k)}")
    for k, c in enumerate(["Billing", "Fraud"] * 10, 1)
]
LOCAL = LlmRequest(kind="compatible", model="m", base_url="http://127.0.0.1:9/v1")


@pytest.fixture
def builder(workspace) -> RouterBuilder:
    """Of a run that has nothing to learn from."""
    return RouterBuilder(
        workspace, RunRequest(), TAXONOMY, (), (), None, Keys(), lambda *_: None
    )  # fmt: skip


def test_labels_of_the_workspace_are_learned_from_out_of_fold(builder):
    assert isinstance(replace(builder, own=LABELLED).build(), OutOfFoldRouter)


def test_labels_from_elsewhere_are_learned_from_as_they_are(builder):
    router = replace(builder, history=LABELLED).build()
    assert isinstance(router, EmbeddedRouter)
    assert {d.category for d in router.route(LABELLED[:2])} == {"Billing", "Fraud"}


def test_a_provider_is_asked_alone_or_behind_the_embedded_router(builder):
    asked = replace(builder, request=RunRequest("compatible", llm=LOCAL))
    behind = replace(asked, request=replace(asked.request, cascade=CascadeRule(0.9, 0.5)))
    assert isinstance(asked.build(), LlmRouter)
    assert isinstance(replace(behind, own=LABELLED).build(), CascadeRouter)
