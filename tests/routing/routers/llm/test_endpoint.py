"""Where a model is asked: what is missing is said, and nothing goes anywhere else."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from routing.attempt import Failure, Trouble
from routing.errors import KeyWithheld, RouterError
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.keys import Keys
from routing.routers.llm.provider import ChatRequest

KEY = "sk-very-secret"
ANSWER = json.dumps({"choices": [{"message": {"content": "{}"}}]}).encode()


class Server(ThreadingHTTPServer):
    """Answers every request, or sends it on; keeps the headers that came."""

    def __init__(self, sends_on_to: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.sends_on_to = sends_on_to
        self.met: list[dict[str, str]] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request to a `Server`."""

    server: Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.server.met.append({name.lower(): value for name, value in self.headers.items()})
        elsewhere = self.server.sends_on_to
        self.send_response(307 if elsewhere else 200)
        if elsewhere:
            self.send_header("location", elsewhere)
        self.send_header("content-length", "0" if elsewhere else str(len(ANSWER)))
        self.end_headers()
        if not elsewhere:
            self.wfile.write(ANSWER)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(sends_on_to: str = "") -> Iterator[Server]:
    with Server(sends_on_to) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def asked(endpoint: Endpoint) -> object:
    provider = OpenAIProvider(endpoint)

    async def work() -> object:
        try:
            return await provider.complete(ChatRequest("system", "user", 5, {}))
        finally:
            await provider.close()

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        (Endpoint("openai", "m"), "OPENAI_API_KEY"),
        (Endpoint("azure", "m", "https://x"), "AZURE_OPENAI_API_KEY"),
        (Endpoint("openai", "", key=KEY), 'Fill in "Model"'),
        (Endpoint("azure", "", "https://x", key=KEY), 'Fill in "Deployment"'),
        (Endpoint("compatible", "m"), 'Fill in "Base URL"'),
        (Endpoint("compatible", "m", "localhost:8000"), "http://"),
        (
            Endpoint("openai", "m", "https://api.openai.com@evil.example", key=KEY),
            "host and a port",
        ),
        (Endpoint("nobody", "m"), "There is no provider"),
    ],
)
def test_an_endpoint_that_is_not_complete_says_what_is_missing(endpoint, words):
    with pytest.raises(RouterError, match=words):
        endpoint.checked()


def test_a_key_is_never_shown_and_no_part_of_the_identity():
    endpoint = Endpoint("openai", "m", key=KEY)
    assert KEY not in repr(endpoint)
    assert endpoint.identity == Endpoint("openai", "m", key="another").identity


def test_a_key_that_may_not_go_there_is_withheld_and_that_is_said():
    keys = Keys.from_environment({"OPENAI_API_KEY": KEY})
    endpoint = Endpoint("openai", "m", "https://evil.example/v1").with_key(keys)
    assert endpoint.key == ""
    with pytest.raises(KeyWithheld, match=r"--key-for evil\.example"):
        endpoint.checked()


@pytest.mark.parametrize("kind", ["openai", "azure", "compatible"])
def test_neither_key_nor_ticket_follows_a_redirect(kind):
    with serving() as thief, serving(f"{thief.base_url}/chat/completions") as server:
        failure = asked(Endpoint(kind, "m", server.base_url.removesuffix("/v1"), key=KEY))
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.STOP
    assert "sends requests on to" in failure.message
    assert len(server.met) == 1
    assert thief.met == []


@pytest.mark.parametrize("kind", ["openai", "azure", "compatible"])
def test_nothing_else_of_the_environment_is_sent_to_a_host_that_is_not_the_providers(
    kind, monkeypatch
):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    monkeypatch.setenv("AZURE_OPENAI_AD_TOKEN", "ad-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer sk-gateway\nX-Pass: open")
    with serving() as server:
        asked(Endpoint(kind, "m", server.base_url, key=KEY))
    (headers,) = server.met
    sent = " ".join(headers.values())
    secrets = ("org-mine", "proj-mine", "ad-secret", "sk-other", "sk-gateway", "open")
    assert not [secret for secret in secrets if secret in sent.replace("openai", "")]
    assert KEY in sent


def test_an_endpoint_without_a_key_sends_none(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    with serving() as server:
        asked(Endpoint("compatible", "m", server.base_url))
    assert server.met[0]["authorization"] == "Bearer none"
