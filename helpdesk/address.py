"""The address of a help desk, and what is refused as one."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from helpdesk.errors import DeskMisuse

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS: Final = {"http": 80, "https": 443}


def desk_url(text: str) -> str:
    """The address as it is used; refuses one that would show a key to others.

    >>> desk_url("https://acme.zendesk.com/agent/")
    'https://acme.zendesk.com'
    >>> desk_url("HTTPS://Acme.zendesk.com:443")
    'https://acme.zendesk.com'
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise DeskMisuse(
            "The address of the help desk is none; check its name and port."
        ) from error
    if parts.scheme not in ("http", "https") or not host:
        raise DeskMisuse("Give the address of the help desk as https://NAME, as in the browser.")
    if parts.username or parts.password:
        raise DeskMisuse("Give the address of the help desk without a user or a password in it.")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise DeskMisuse(f"http:// would show the key to everybody on the way: use https://{host}.")
    name = f"[{host}]" if ":" in host else host
    other_port = port and port != _PORTS[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{port}" if other_port else "")
