"""A small OpenID Connect provider on this machine: discovery, code flow with PKCE, signed tokens.

Instead of asking for a password it lists its people; a click is the sign-in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT_ID: Final = "routecase"
CLIENT_SECRET: Final = "tests-only"  # noqa: S105 - it protects nothing
HTTP_FOUND: Final = 302


def _new_key() -> Any:
    from joserfc.jwk import RSAKey  # noqa: PLC0415 - an extra

    return RSAKey.generate_key(2048, {"kid": "tests"})


@dataclass
class IdentityProvider:
    """What is behind the addresses. people: claims by the name that is shown for a person."""

    people: Mapping[str, Mapping[str, Any]]
    issuer: str = ""
    key: Any = field(default_factory=_new_key)
    granted: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        """The public half of what signs the tokens."""
        return {"keys": [self.key.as_dict(private=False)]}

    def choice(self, asked: Mapping[str, str]) -> str:
        """The page on which a person says who they are."""
        links = [
            f'<p><a href="/chosen?{escape(urlencode({**asked, "who": who}))}">{escape(who)}</a></p>'
            for who in self.people
        ]
        return f"<!doctype html><title>Who are you?</title>{''.join(links)}"

    def grant(self, asked: Mapping[str, str]) -> str:
        """Where the browser goes with a code that works once."""
        code = secrets.token_urlsafe()
        self.granted[code] = dict(asked)
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Tokens for a code, or an error where code, verifier or client are not right."""
        asked = self.granted.pop(form.get("code", ""), None)
        if asked is None or _challenge(form.get("code_verifier", "")) != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 600,
            "sub": asked["who"], "nonce": asked["nonce"], **self.people[asked["who"]],
        }  # fmt: skip
        signed = _signed(claims, self.key)
        access = secrets.token_urlsafe()
        return {"access_token": access, "token_type": "Bearer", "expires_in": 600,
                "id_token": signed}  # fmt: skip


def _signed(claims: Mapping[str, Any], key: Any) -> str:
    from joserfc import jwt  # noqa: PLC0415 - an extra

    return jwt.encode({"alg": "RS256", "kid": "tests"}, dict(claims), key)


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


@contextmanager
def running(people: Mapping[str, Mapping[str, Any]]) -> Iterator[IdentityProvider]:
    """A provider that answers on a free port of this machine."""
    provider = IdentityProvider(people)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()


def _handler(provider: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, _first(urlsplit(self.path).query)
            known = {"/.well-known/openid-configuration": provider.metadata, "/keys": provider.keys}
            if path in known:
                self._json(known[path]())
            elif path == "/authorize":
                self._send(200, provider.choice(asked).encode(), "text/html; charset=utf-8")
            elif path == "/chosen":
                self._to(provider.grant(asked))
            else:
                self._to(asked["post_logout_redirect_uri"])

        def do_POST(self) -> None:
            form = _first(self.rfile.read(int(self.headers["content-length"])).decode())
            known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
            right = self.headers.get("authorization") == f"Basic {known}"
            self._json(provider.token(form) if right else {"error": "invalid_client"})

        def _json(self, value: Mapping[str, Any]) -> None:
            status = 400 if "error" in value else 200
            self._send(status, json.dumps(value).encode(), "application/json")

        def _to(self, address: str) -> None:
            self.send_response(HTTP_FOUND)
            self.send_header("location", address)
            self.end_headers()

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the tests say what went wrong."""

    return Handler


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
