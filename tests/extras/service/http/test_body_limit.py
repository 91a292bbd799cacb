"""A body that is too large is refused while it is read, whatever its length claims to be."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("fastapi")

from service.http.body_limit import BodyLimit


def asked(chunks, *, length=None, app=None, kind="http"):
    """The messages a client gets that sends these chunks, of which 10 bytes are taken."""
    waiting, sent = list(chunks), []

    async def echo(_scope, receive, send):
        body = b""
        more = True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async def receive():
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    headers = [] if length is None else [(b"content-length", length)]
    asyncio.run(BodyLimit(app or echo, 10)({"type": kind, "headers": headers}, receive, send))
    return sent, waiting


def test_a_body_as_large_as_the_limit_is_taken():
    sent, _ = asked([b"12345", b"67890"])
    assert (sent[0]["status"], sent[1]["body"]) == (200, b"1234567890")


def test_a_claimed_length_beyond_it_is_refused_before_anything_is_read():
    sent, waiting = asked([b"x"], length=b"11")
    assert sent[0]["status"] == 413
    assert waiting == [b"x"]


@pytest.mark.parametrize("length", [None, b"1", b"many", b"-5"])
def test_a_body_that_grows_beyond_it_is_cut_off_whatever_it_claims(length):
    sent, waiting = asked([b"12345"] * 9, length=length)
    assert [each["status"] for each in sent if "status" in each] == [413]
    assert b"10 bytes" in sent[1]["body"]
    assert len(waiting) == 6, "the rest is never read"


def test_an_application_that_answers_the_interruption_itself_is_not_heard():
    async def stubborn(_scope, receive, send):
        try:
            while True:
                await receive()
        except Exception:  # noqa: BLE001 - as a framework does
            await send({"type": "http.response.start", "status": 500, "headers": []})

    sent, _ = asked([b"12345"] * 9, app=stubborn)
    assert [each["status"] for each in sent if "status" in each] == [413]


def test_an_answer_that_has_begun_is_not_answered_twice():
    async def early(_scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await receive()

    sent, _ = asked([b"12345"] * 9, app=early)
    assert [each["status"] for each in sent] == [200]


def test_what_is_no_request_passes():
    async def lifespan(scope, _receive, send):
        await send(scope)

    sent, _ = asked([], kind="lifespan", app=lifespan)
    assert sent[0]["type"] == "lifespan"
