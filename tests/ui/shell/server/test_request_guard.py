"""Nobody gets in by another name or from another site."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ui.shell.server.request_guard import HEADERS, RequestGuard


async def page(_request):
    return PlainTextResponse("tickets")


async def stream(socket):
    await socket.accept()
    await socket.send_text("tickets")
    await socket.close()


def client(*hosts: str) -> TestClient:
    routes = [
        Route("/", page, methods=["GET", "PUT"]),
        Mount("/api", routes=[Route("/route", page)]),
        WebSocketRoute("/stream", stream),
    ]
    return TestClient(RequestGuard(Starlette(routes=routes), hosts), base_url="http://localhost")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "localhost."]
)
def test_this_machine_is_answered_under_each_of_its_names(host):
    assert client().get("/", headers={"host": host}).text == "tickets"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.nip.io", "",
     "localhost:x", "evil.example:8501", "localhost/evil"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/route"])
def test_any_other_name_is_refused_before_anything_is_looked_at(host, path):
    answer = client().get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "tickets" not in answer.text


def test_a_host_that_the_settings_name_is_answered():
    assert client("desk.example").get("/", headers={"host": "desk.example"}).text == "tickets"


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9999", "null", "https://localhost"]
)
def test_another_origin_may_neither_write_nor_listen(origin):
    headers = {"host": "localhost:8501", "origin": origin}
    assert client().put("/", headers=headers).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client().websocket_connect("/stream", headers=headers),
    ):
        pass


def test_the_app_itself_may():
    headers = {"host": "localhost:8501", "origin": "http://localhost:8501"}
    assert client().put("/", headers=headers).text == "tickets"
    with client().websocket_connect("/stream", headers=headers) as socket:
        assert socket.receive_text() == "tickets"


def test_a_socket_under_another_name_is_refused():
    with (
        pytest.raises(WebSocketDisconnect),
        client().websocket_connect("/stream", headers={"host": "evil.example"}),
    ):
        pass


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_every_answer_carries_the_usual_headers(host):
    answer = client().get("/", headers={"host": host})
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
