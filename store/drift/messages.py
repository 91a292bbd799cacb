"""Messages of alarms: handed over to a channel once, delivered, failed or unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Message:
    """A message that tells of an alarm by a channel, and how it fared.

    state: waiting, sending (handed over and not confirmed) or sent.
    """

    alarm_id: int
    channel: str
    state: str
    attempts: int
    problem: str | None
    sent_at: datetime | None


def waiting(workspace: Workspace) -> list[tuple[int, str]]:
    """Messages that were not delivered yet: alarm and channel."""
    return [
        (int(alarm), str(channel)) for alarm, channel in workspace.rows("drift.waiting_messages")
    ]


def hand_over(workspace: Workspace, alarm_id: int, channel: str) -> bool:
    """Note that a message is about to be sent; False where somebody else sends it already."""
    wanted = {"alarm_id": alarm_id, "channel": channel}
    return bool(workspace.execute("drift.hand_over", wanted, aside=True))


def delivered(workspace: Workspace, alarm_id: int, channel: str) -> None:
    """Note that a message has arrived."""
    wanted = {"alarm_id": alarm_id, "channel": channel}
    workspace.execute("drift.sent_message", wanted, aside=True)


def failed(workspace: Workspace, alarm_id: int, channel: str, problem: str) -> None:
    """Note why a message has not arrived; it waits for the next attempt."""
    wanted = {"alarm_id": alarm_id, "channel": channel, "problem": problem}
    workspace.execute("drift.failed_message", wanted, aside=True)


def unconfirmed(workspace: Workspace, alarm_id: int, channel: str, problem: str) -> None:
    """Note that a message was handed over and nobody has confirmed it."""
    wanted = {"alarm_id": alarm_id, "channel": channel, "problem": problem}
    workspace.execute("drift.unconfirmed_message", wanted, aside=True)


def messages(workspace: Workspace) -> list[Message]:
    """All messages, newest alarm first."""
    return [Message(*row) for row in workspace.rows("drift.messages")]
