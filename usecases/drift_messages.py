"""One message an alarm, by webhook and by mail; what does not arrive waits in the workspace.

A message is written together with its alarm and marked when it was delivered, so a restart neither
loses nor repeats one. Mails carry the same identity at every attempt, so that a server that has
taken one already can tell.
"""

from __future__ import annotations

import json
import math
import smtplib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import formatdate
from hashlib import blake2b
from typing import Final
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from routing.evaluation.drift.alarm import Alarm
from settings import Notices
from store import drift
from store.workspace import Workspace
from usecases.drift_words import headline, lines

WEBHOOK, MAIL = "webhook", "mail"
SECONDS: Final = 10.0
DONE: Final = range(200, 300)


def channels(notices: Notices) -> tuple[str, ...]:
    """Where this process sends messages to."""
    found = ((WEBHOOK, notices.webhook), (MAIL, notices.smtp and notices.mail_to))
    return tuple(name for name, value in found if value)


def deliver(workspace: Workspace, notices: Notices) -> int:
    """Send what waits; how many have arrived. What failed waits with its reason."""
    senders: Mapping[str, Callable[[Alarm, str], None]] = {
        WEBHOOK: lambda alarm, _: post(notices.webhook, alarm),
        MAIL: lambda alarm, name: mail(notices, alarm, name),
    }
    alarms = {alarm.id: alarm for alarm in drift.alarms(workspace)}
    arrived = 0
    for number, channel in drift.waiting(workspace):
        if channel not in channels(notices) or number not in alarms:
            continue
        try:
            senders[channel](alarms[number], workspace.name)
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            drift.failed(workspace, number, channel, _reason(problem))
        else:
            drift.delivered(workspace, number, channel)
            arrived += 1
    return arrived


def post(address: str, alarm: Alarm) -> None:
    """Send a message as Slack and those compatible with it read it.

    Raises OSError or ValueError where it does not arrive.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("the address of the webhook must begin with http:// or https://")
    body = json.dumps({"text": "\n".join((f"*{headline(alarm)}*", *lines(alarm)))})
    request = Request(  # noqa: S310 - the scheme was checked
        address, body.encode(), {"Content-Type": "application/json"}
    )
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the same
        if answer.status not in DONE:
            raise OSError(f"the webhook answered {answer.status}")


def mail(notices: Notices, alarm: Alarm, workspace: str) -> None:
    """Send a message by SMTP: `smtp://user:password@host:port`, or `smtps://` for TLS at once.

    Raises OSError, SMTPException or ValueError where it does not arrive.
    """
    at = urlsplit(notices.smtp)
    if at.scheme not in ("smtp", "smtps") or not at.hostname:
        raise ValueError("the mail server must be given as smtp://host:port or smtps://host:port")
    kind = smtplib.SMTP_SSL if at.scheme == "smtps" else smtplib.SMTP
    with kind(at.hostname, at.port or 0, timeout=SECONDS) as server:
        if kind is smtplib.SMTP and server.has_extn("starttls"):
            server.starttls()
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        server.send_message(letter(notices, alarm, workspace))


def letter(notices: Notices, alarm: Alarm, workspace: str) -> EmailMessage:
    """The mail that tells of an alarm."""
    made = EmailMessage()
    made["Subject"] = f"RouteCase: {headline(alarm)}"
    made["From"] = notices.mail_from or notices.mail_to
    made["To"] = notices.mail_to
    made["Date"] = formatdate(alarm.raised_at if math.isfinite(alarm.raised_at) else None)
    made["Message-ID"] = (
        f"<drift-{alarm.id}-{blake2b(workspace.encode(), digest_size=8).hexdigest()}@routecase>"
    )
    made.set_content("\n".join((headline(alarm), "", *lines(alarm))))
    return made


def _reason(problem: Exception) -> str:
    reason = problem.reason if isinstance(problem, URLError) else problem
    return str(reason)[:200] or type(problem).__name__
