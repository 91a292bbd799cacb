"""Every screen in both themes: nothing that axe calls critical or serious."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.conftest import Server, settled
from ui.shell.frame import PAGES

SCREENS = sorted(page.stem for page in PAGES.glob("*.py") if page.stem != "__init__")
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with its demo, as a first start makes it."""
    made = Server(tmp_path_factory.mktemp("axe") / "shelf", ROUTECASE_DEMO="1")
    yield made
    made.stop()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_screen_shuts_anybody_out(browser: Browser, served: Server, theme: str):
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, color_scheme=theme, bypass_csp=True
    )
    page, axe = context.new_page(), Axe()
    found = []
    for screen in SCREENS:
        page.goto(f"{served.address}/{'' if screen == 'overview' else screen}")
        page.locator("h1").first.wait_for()
        settled(page)
        page.wait_for_timeout(500)  # what is redrawn is pale for a moment
        for problem in axe.run(page).response["violations"]:
            if problem["impact"] in SERIOUS:
                places = [node["html"][:120] for node in problem["nodes"][:3]]
                found.append(f"{screen}: {problem['id']} {places}")
    context.close()
    assert found == []
