"""One message an alarm, by webhook and by mail.

A message is written together with its alarm, so a restart loses none. It is marked as handed over
when the receiver is connected, right before the first byte of it: what a restart finds in that
state has gone out or was refused within the moment, and is not sent twice. A person sees it as
unconfirmed and can send it again.
"""

from __future__ import annotations

import http.client
import json
import math
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote, urlsplit

from routing.evaluation.drift.alarm import Alarm
from settings import Notices
from store.drift import messages, watch
from store.workspace import Workspace
from usecases.drift.alarm_texts import headline, lines

WEBHOOK, MAIL = "webhook", "mail"
SECONDS: Final = 10.0
DONE: Final = range(200, 300)
UNCONFIRMED: Final = "Handed over, but nobody has confirmed it"
HandOver = Callable[[], bool]


class Refused(OSError):  # noqa: N818 - what the receiver did
    """The receiver answered that it does not take the message."""


# After these it is certain that the message has not arrived.
ANSWERS: Final = (
    Refused, ValueError, smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends messages of a workspace to the addresses in the settings."""

    notices: Notices
    workspace: str

    def send(self, channel: str, alarm: Alarm, hand_over: HandOver) -> bool:
        """Send one; hand_over is asked once the receiver is there. False where it says no.

        Raises OSError (SMTPException is one), HTTPException or ValueError where it does not arrive.
        """
        if channel == WEBHOOK:
            return post(self.notices.webhook, alarm, hand_over)
        return mail(self.notices, letter(self.notices, alarm, self.workspace), hand_over)


def channels(notices: Notices) -> tuple[str, ...]:
    """Where this process sends messages to."""
    found = ((WEBHOOK, notices.webhook), (MAIL, notices.smtp and notices.mail_to))
    return tuple(name for name, value in found if value)


def deliver(workspace: Workspace, notices: Notices) -> int:
    """Send what waits; how many have arrived. What failed waits with its reason."""
    sender, open_ones = Sender(notices, workspace.name), channels(notices)
    waiting = [(n, channel) for n, channel in messages.waiting(workspace) if channel in open_ones]
    alarms = watch.alarms_by_id(workspace, [number for number, _ in waiting])
    return sum(_deliver(workspace, sender, alarms[number], channel) for number, channel in waiting)


def send_again(workspace: Workspace, alarm_id: int, channel: str) -> None:
    """Let a message that nobody confirmed wait for another attempt; a person asks for it."""
    messages.failed(workspace, alarm_id, channel, "To be sent again")


def _deliver(workspace: Workspace, sender: Sender, alarm: Alarm, channel: str) -> bool:
    started = False

    def hand_over() -> bool:
        nonlocal started
        started = messages.hand_over(workspace, alarm.id, channel)
        return started

    try:
        sent = sender.send(channel, alarm, hand_over)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        if started and not isinstance(problem, ANSWERS):
            # It may have arrived; before it was handed over it has not.
            messages.unconfirmed(workspace, alarm.id, channel, UNCONFIRMED)
        else:
            messages.failed(workspace, alarm.id, channel, _reason(problem))
        return False
    if sent:
        messages.delivered(workspace, alarm.id, channel)
    return sent


def post(address: str, alarm: Alarm, hand_over: HandOver) -> bool:
    """Send a message as Slack and what is compatible with it read it."""
    at = urlsplit(address)
    if at.scheme not in ("http", "https") or not at.hostname:
        raise ValueError("the webhook must be an address that begins with https:// or http://")
    body = json.dumps({"text": "\n".join((f"*{headline(alarm)}*", *lines(alarm)))}).encode()
    if at.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            at.hostname, at.port, timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(at.hostname, at.port, timeout=SECONDS)
    try:
        connection.connect()
        if not hand_over():
            return False
        path = f"{at.path or '/'}{f'?{at.query}' if at.query else ''}"
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        status = connection.getresponse().status
    finally:
        connection.close()
    if status not in DONE:
        raise Refused(f"the webhook answered {status}")
    return True


def mail(notices: Notices, message: EmailMessage, hand_over: HandOver) -> bool:
    """Send a mail: `smtp://user:password@host:port`, or `smtps://` for TLS at once."""
    at = urlsplit(notices.smtp)
    if at.scheme not in ("smtp", "smtps") or not at.hostname:
        raise ValueError("the mail server must be given as smtp://host:port or smtps://host:port")
    kind = smtplib.SMTP_SSL if at.scheme == "smtps" else smtplib.SMTP
    with closing(kind(at.hostname, at.port or 0, timeout=SECONDS)) as server:
        if kind is smtplib.SMTP:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        if not hand_over():
            return False
        server.send_message(message)
        with suppress(OSError):  # it has arrived, however the farewell goes
            server.quit()
    return True


def letter(notices: Notices, alarm: Alarm, workspace: str) -> EmailMessage:
    """The mail that tells of an alarm; the same identity at every attempt."""
    made = EmailMessage()
    made["Subject"] = " ".join(f"RouteCase: {headline(alarm)}".split())
    made["From"] = notices.mail_from or notices.mail_to
    made["To"] = notices.mail_to
    made["Date"] = formatdate(alarm.raised_at if math.isfinite(alarm.raised_at) else None)
    made["Message-ID"] = (
        f"<drift-{alarm.id}-{blake2b(workspace.encode(), digest_size=8).hexdigest()}@routecase>"
    )
    made.set_content("\n".join((headline(alarm), "", *lines(alarm))))
    return made


def _reason(problem: Exception) -> str:
    return str(problem)[:200] or type(problem).__name__
