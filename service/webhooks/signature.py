"""Whether a webhook comes from the help desk: its signature over the raw body, and its time.

Zendesk signs in its own way. Where a desk lets its users sign (a ServiceNow business rule, a
Freshdesk app), it is the same with our names: hex HMAC-SHA256 of the timestamp and the body.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helpdesk.desk_kind import DeskKind
from service.errors import SignatureRefused

# Seconds a webhook may be old, or ahead of our clock.
MAX_AGE: Final = 300.0
SIGNATURE: Final = "x-routecase-signature"
TIMESTAMP: Final = "x-routecase-timestamp"
ZENDESK_SIGNATURE: Final = "x-zendesk-webhook-signature"
ZENDESK_TIMESTAMP: Final = "x-zendesk-webhook-signature-timestamp"


@dataclass(frozen=True, slots=True)
class _Scheme:
    """In which headers a desk signs, and how it writes the signature."""

    signature: str
    timestamp: str
    is_base64: bool


_OWN: Final = _Scheme(SIGNATURE, TIMESTAMP, is_base64=False)
SCHEMES: Final = {
    DeskKind.ZENDESK: _Scheme(ZENDESK_SIGNATURE, ZENDESK_TIMESTAMP, is_base64=True),
    DeskKind.FRESHDESK: _OWN,
    DeskKind.SERVICENOW: _OWN,
}


def verify(
    desk: DeskKind, secret: str, headers: Mapping[str, str], body: bytes, now: float
) -> None:
    """Raise SignatureRefused unless the body was signed with the secret within 300 seconds.

    headers: names in small letters. now: seconds since 1970.
    """
    scheme = SCHEMES[desk]
    told, stamp = headers.get(scheme.signature, ""), headers.get(scheme.timestamp, "")
    expected = sign(desk, secret, stamp, body)
    # Compared in constant time, and before the time stamp says anything.
    genuine = hmac.compare_digest(told.encode(), expected.encode())
    signed_at = _seconds(stamp)
    if not genuine or signed_at is None:
        raise SignatureRefused(
            f"The signature in {scheme.signature} does not fit the body, the timestamp in "
            f"{scheme.timestamp} and the secret that is set here."
        )
    if abs(now - signed_at) > MAX_AGE:
        raise SignatureRefused(
            f"The webhook was signed more than {MAX_AGE:.0f} seconds ago or ahead; send it again, "
            "and set the clocks right."
        )


def sign(desk: DeskKind, secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body, as that desk writes it.

    >>> sign(DeskKind.SERVICENOW, "s", "1790000000", b"{}")[:8]
    '77aae6c3'
    """
    mac = hmac.new(
        secret.encode(), timestamp.encode("utf-8", "surrogatepass") + body, hashlib.sha256
    )
    return base64.b64encode(mac.digest()).decode() if SCHEMES[desk].is_base64 else mac.hexdigest()


def _seconds(stamp: str) -> float | None:
    """Seconds since 1970 of a timestamp in seconds or ISO 8601; None where it is neither.

    >>> _seconds("2026-11-28T20:00:00Z")
    1795896000.0
    """
    try:
        if stamp.isascii() and stamp.isdecimal():
            return float(stamp)
        at = datetime.fromisoformat(stamp)
    except (ValueError, OverflowError):
        return None
    return at.timestamp() if at.tzinfo else None
