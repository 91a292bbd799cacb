"""Files of a browser session go when it has ended, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.shell.server.session_files import GRACE_SECONDS, SessionFiles


class Browser:
    """Sessions that are connected, and the time."""

    def __init__(self) -> None:
        self.connected = {"ana", "ben"}
        self.now = 1_000.0


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def files(tmp_path: Path, browser: Browser) -> SessionFiles:
    return SessionFiles(tmp_path, browser.connected.__contains__, lambda: browser.now)


def upload(files: SessionFiles, session: str) -> Path:
    folder = files.folder(session, "uploads") / "token"
    folder.mkdir()
    file = folder / "export.csv"
    file.write_text("personal")
    return file


def test_they_go_a_while_after_their_session_has_ended(files, browser):
    mine, hers = upload(files, "ana"), upload(files, "ben")
    browser.connected.remove("ana")
    browser.now += GRACE_SECONDS / 2
    files.sweep()
    assert mine.exists()
    browser.now += GRACE_SECONDS
    files.sweep()
    assert not mine.exists()
    assert hers.exists()


def test_a_session_that_comes_back_in_time_has_them_still(files, browser):
    mine = upload(files, "ana")
    browser.connected.remove("ana")
    browser.now += GRACE_SECONDS - 1
    browser.connected.add("ana")
    files.sweep()
    browser.now += GRACE_SECONDS - 1
    browser.connected.remove("ana")
    files.sweep()
    assert mine.exists()


def test_what_a_job_reads_outlives_its_session_and_goes_with_the_job(files, browser):
    mine = upload(files, "ana")
    files.hold(mine)
    browser.connected.clear()
    browser.now += 10 * GRACE_SECONDS
    files.sweep()
    assert mine.exists()
    files.discard(mine)
    assert not mine.parent.exists()
