"""The log of requests says who asked for what, and nothing that a ticket says."""

from __future__ import annotations

import logging

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.shell.server.request_log import LOG, RequestLog


async def page(request):
    return PlainTextResponse((await request.body()).decode(), 201)


async def broken(_request):
    raise RuntimeError("Charged twice")


@pytest.fixture
def client():
    routes = [
        Route("/{rest:path}", page, methods=["GET", "PUT", "POST"]),
    ]
    return TestClient(RequestLog(Starlette(routes=[Route("/broken", broken), *routes])))


@pytest.fixture
def lines(caplog):
    LOG.propagate = True
    caplog.set_level(logging.INFO, LOG.name)
    return lambda: [each.getMessage() for each in caplog.records if each.name == LOG.name]


def test_a_line_holds_method_path_status_and_time(client, lines):
    client.post("/api/v1/route", content="Charged twice")
    (line,) = lines()
    assert "POST /api/v1/route 201" in line
    assert line.endswith(" ms")


def test_neither_query_nor_body_nor_secret_stands_in_it(client, lines):
    client.post("/tickets?search=Charged+twice", content="Charged twice")
    client.put("/transfer/upload/s3cret/Charged%20twice.csv")
    client.get("/transfer/download/s3cret/Charged%20twice.csv")
    told = "\n".join(lines()).lower()
    assert len(lines()) == 3
    for word in ("charged", "twice", "s3cret", "search"):
        assert word not in told


def test_a_path_cannot_write_a_line_of_its_own(client, lines):
    client.get("/a%0Aforged%20line")
    assert all("\n" not in each for each in lines())


def test_what_breaks_is_logged_without_its_words(client, lines):
    with pytest.raises(RuntimeError):
        client.get("/broken")
    assert "Charged" not in "".join(lines())
    assert "/broken" in lines()[0]
