"""Files stream in and out by addresses that only one browser was shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.shell.server.file_transfer import open_download, open_upload, routes, uploaded


@pytest.fixture
def browser() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def put(browser: TestClient, token: str, name: str, content: bytes):
    return browser.put(f"/transfer/upload/{token}/{name}", content=content)


def test_an_upload_is_found_by_the_page_that_asked_for_it(browser, tmp_path: Path):
    token = open_upload(tmp_path, 100)
    assert uploaded(token, "in.csv") is None
    assert put(browser, token, "in.csv", b"a,b").json() == {"name": "in.csv", "bytes": 3}
    assert uploaded(token, "in.csv").read_bytes() == b"a,b"
    assert uploaded("another", "in.csv") is None


def test_a_name_leads_out_of_no_folder(browser, tmp_path: Path):
    token = open_upload(tmp_path / "in", 100)
    answer = put(browser, token, "..%5C..%5Cevil.csv", b"x")
    assert answer.json()["name"] == "evil.csv"
    assert uploaded(token, "evil.csv").is_relative_to(tmp_path / "in")


def test_what_is_too_large_is_refused_and_leaves_nothing(browser, tmp_path: Path):
    token = open_upload(tmp_path, 10)
    answer = put(browser, token, "in.csv", b"x" * 11)
    assert answer.status_code == 413
    assert "split it first" in answer.json()["error"]
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_place_that_nobody_opened_takes_nothing(browser):
    assert put(browser, "guessed", "in.csv", b"x").status_code == 403


def test_an_address_answers_once(browser, tmp_path: Path):
    file = tmp_path / "out.csv"
    file.write_bytes(b"result")
    address = open_download(file)
    assert browser.get(address).content == b"result"
    again = browser.get(address)
    assert again.status_code == 404
    assert "expired" in again.json()["error"]


def test_a_file_that_is_gone_has_expired(browser, tmp_path: Path):
    assert browser.get(open_download(tmp_path / "gone.csv")).status_code == 404
