"""The API by itself stands under /api as in the app, and its service ends with the server."""

from __future__ import annotations

import argparse

import httpx2
import pytest

pytest.importorskip("fastapi")
pytest.importorskip("celery")

from cli.service.api import add_arguments
from tests.extras.conftest import serving


def test_it_answers_under_the_prefix_and_the_document_says_so(running):
    assert httpx2.get(f"{running.url}/healthz").status_code == 200
    document = httpx2.get(f"{running.url}/openapi.json").json()
    assert document["servers"] == [{"url": "/api"}]
    assert "/v1/route" in document["paths"]


def test_the_service_ends_with_the_server(published, tmp_path):
    with serving(published, tmp_path / "live", lambda each: each.open()) as running:
        assert running.service.is_ready
    assert not running.service.is_ready


def test_unless_told_otherwise_only_this_machine_is_listened_to():
    parser = argparse.ArgumentParser()
    add_arguments(parser, "api")
    asked = parser.parse_args([])
    assert (asked.host, asked.port, asked.profile, asked.key_for) == ("127.0.0.1", 8600, None, [])
    assert parser.parse_args(["--key-for", "a.b", "--key-for", "c.d"]).key_for == ["a.b", "c.d"]
