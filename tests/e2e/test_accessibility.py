"""Every screen in both themes: nothing that axe calls critical or serious."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Server, settled
from ui.shell.frame import PAGES

SCREENS = sorted(page.stem for page in PAGES.glob("*.py") if page.stem != "__init__")
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with its demo, as a first start makes it."""
    folder = tmp_path_factory.mktemp("axe")
    made = Server(folder / "shelf", ROUTECASE_DEMO="1", ROUTECASE_MODELS=str(folder / "none"))
    yield made
    made.stop()


def test_no_screen_shuts_anybody_out(browser: Browser, served: Server):
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, bypass_csp=True, reduced_motion="reduce"
    )
    page, axe = context.new_page(), Axe()
    found = []
    for screen in SCREENS:
        page.goto(f"{served.address}/{'' if screen == 'overview' else screen}")
        page.locator("h1").first.wait_for()
        page.locator("[data-testid=stSidebarNavItems][role=none]").first.wait_for(state="attached")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.wait_for_timeout(500)  # until the script knows of the theme
            settled(page)
            found += [f"{screen}, {theme}: {problem}" for problem in lasting(axe, page)]
    context.close()
    assert found == []


def lasting(axe: Axe, page: Page) -> list[str]:
    """What axe still finds serious after a while: what is redrawn is pale for a moment."""
    for _ in range(5):
        if not (found := problems(axe, page)):
            return []
        page.wait_for_timeout(2_000)
    return found


def problems(axe: Axe, page: Page) -> list[str]:
    """What axe finds serious on the screen as it stands, each with its first three places."""
    return [
        f"{violation['id']} {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in axe.run(page).response["violations"]
        if violation["impact"] in SERIOUS
    ]
