"""Signing in with OpenID Connect, in a browser, against a provider on this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from store import tickets
from store.reviewing import review_figures
from store.workspace import Workspace
from tests.e2e.conftest import Server, browser
from tests.e2e.test_review_journey import decide, prepare, ready
from tests.fakes import identity_provider
from tests.fakes.identity_provider import CLIENT_ID, CLIENT_SECRET

__all__ = ["browser"]

PEOPLE = {
    "Bob": {"email": "Bob@acme.com", "email_verified": True},
    "Vic": {"email": "vic@other.org", "email_verified": True},
    # Says to be an administrator, and nobody has verified it.
    "Eve": {"email": "ann@acme.com", "email_verified": False},
}
ROLES = "admin=ann@acme.com; reviewer=@acme.com"
LINK = "/review?reviewer=Mallory&name=Mallory"


class SharedServer(Server):
    """The app as it is served to others, with a provider where people sign in."""

    def __init__(self, shelf: Path, issuer: str) -> None:
        self.issuer = issuer
        self.secrets = shelf.with_suffix(".toml")
        super().__init__(
            shelf, ROUTECASE_SIGN_IN="1", ROUTECASE_ROLES=ROLES, ROUTECASE_REQUEST_LOG="1",
            ROUTECASE_MODELS=str(shelf / "none"), STREAMLIT_SECRETS_FILES=str(self.secrets),
        )  # fmt: skip

    def start(self) -> None:
        self.secrets.write_text(
            f'[auth]\nredirect_uri = "{self.address}/oauth2callback"\n'
            f'cookie_secret = "{"c" * 40}"\nclient_id = "{CLIENT_ID}"\n'
            f'client_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{self.issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        super().start()

    @property
    def log(self) -> str:
        return self.shelf.with_suffix(".log").read_text(encoding="utf-8")


@pytest.fixture
def shared(tmp_path: Path, fill: Callable[..., tickets.Import]) -> Iterator[SharedServer]:
    prepare(tmp_path / "shelf", fill)
    with identity_provider.running(PEOPLE) as provider:
        made = SharedServer(tmp_path / "shelf", provider.issuer)
        yield made
        made.stop()


def sign_in(browser: Browser, server: Server, who: str, role: str) -> Page:
    """Open a link that names somebody else, and sign in as that person."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.set_default_timeout(120_000)
    page.goto(server.address + LINK)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=120_000)
    assert "Mallory" not in page.locator("body").inner_text()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=who).click()
    expect(page.get_by_text(re.compile(rf"· {role}$"))).to_be_visible()
    page.goto(server.address + LINK)
    return page


def test_who_signed_in_stands_in_the_record_and_the_role_decides(
    browser: Browser, shared: SharedServer
):
    bob = sign_in(browser, shared, "Bob", "reviewer")
    ready(bob)
    assert bob.get_by_role("textbox", name="Your name").count() == 0
    expect(bob.get_by_text("Reviewing as bob@acme.com")).to_be_visible()
    decide(bob)
    for who in ("Vic", "Eve"):
        viewer = sign_in(browser, shared, who, "viewer")
        expect(viewer.get_by_text("You may look, but not decide")).to_be_visible()
        assert viewer.locator(".subject").count() == 0
        viewer.get_by_role("button", name="Sign out").click()
        expect(viewer.get_by_role("button", name="Sign in")).to_be_visible()
    assert " GET /review 200 " in shared.log
    assert "Subject" not in shared.log
    assert "Mallory" not in shared.log
    shared.stop()
    workspace = Workspace(shared.shelf / "Desk.duckdb", "the tests")
    assert list(review_figures.audit(workspace)["reviewer"]) == ["bob@acme.com"]
    workspace.close()
    shared.start()
