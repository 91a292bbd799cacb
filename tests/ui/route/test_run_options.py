"""The choice of router and of the number of tickets."""

from __future__ import annotations

from routing.routers.llm.provider_catalog import PROVIDERS
from store import settings
from tests.pages.test_pages import said
from ui.route import run_options


def test_every_declared_provider_can_be_chosen_by_its_title(filled, screen):
    offered = screen("route").selectbox(key="route_router_Acme").options
    assert offered == ["Embedded", *(each.title for each in PROVIDERS.values())]


def test_the_choice_is_that_of_the_workspace_and_says_what_it_means(filled, screen):
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("azure").run()
    assert settings.ROUTER.of(filled) == "azure"
    assert "Azure subscription" in said(screen("route"))


def test_the_embedded_router_learns_where_there_are_labels():
    assert "learns from 1,200 labelled tickets" in run_options.about("embedded", 1_200)
    assert "works from the descriptions" in run_options.about("embedded", 0)
