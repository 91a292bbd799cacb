"""What can go wrong with the service; each message says what to do."""

from __future__ import annotations

from jobs.errors import ExpectedError


class ServiceError(ExpectedError):
    """Base of all expected errors of the service."""


class BrokerDown(ServiceError):  # noqa: N818 - the name is the message
    """The message queue cannot be reached; what was to be sent waits in the inbox."""


class Stopping(ServiceError):  # noqa: N818 - the name is the message
    """The process is about to end: nothing new is begun."""


class OnHold(ServiceError):  # noqa: N818 - the name is the message
    """Nothing is decided before a person has seen to the cause; the queue keeps the event."""


class Overloaded(ServiceError):  # noqa: N818 - the name is the message
    """So much waits already that a new request would only wait longer."""


class StorageUnavailable(ServiceError):  # noqa: N818 - the name is the message
    """The service's file cannot be written now, as on a full disk; nothing was taken."""


class PayloadRefused(ServiceError):  # noqa: N818 - the name is the message
    """A webhook's body is none that a help desk sends; nothing was stored."""


class SignatureRefused(ServiceError):  # noqa: N818 - the name is the message
    """A webhook is not signed with our secret, or not signed now; nothing was stored."""


class JobEnded(ServiceError):  # noqa: N818 - the name is the message
    """A bulk job ended before everything was decided; what is finished is kept."""
