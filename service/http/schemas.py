"""What the HTTP API takes and gives, as its OpenAPI document shows it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from routing.ticket import Ticket

MAX_TICKETS = 100
MAX_TEXT = 100_000
MAX_ATTRIBUTES = 50
MAX_ATTRIBUTE = 1_000


def _whole(text: str) -> str:
    """JSON can hold half a character, which no text can."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("holds half a character") from error
    return text


Text = Annotated[str, AfterValidator(_whole)]


Attribute = Annotated[Text, Field(max_length=MAX_ATTRIBUTE)]


class TicketIn(BaseModel):
    """A ticket to be routed. attributes: values of columns that fields read, such as the plan."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[Text, Field(min_length=1, max_length=200, examples=["T-1042"])]
    subject: Annotated[Text, Field(max_length=MAX_TEXT, examples=["Charged twice"])] = ""
    body: Annotated[Text, Field(max_length=MAX_TEXT, examples=["Please refund one of them."])] = ""
    attributes: Annotated[
        dict[Attribute, Attribute], Field(max_length=MAX_ATTRIBUTES, examples=[{"plan": "gold"}])
    ] = {}

    def as_ticket(self) -> Ticket:
        """As a router reads it."""
        return Ticket(key=0, id=self.id, subject=self.subject, body=self.body,
                      attributes=tuple(self.attributes.items()))  # fmt: skip


class RouteRequest(BaseModel):
    """Tickets to be routed, answered in their order."""

    model_config = ConfigDict(extra="forbid")

    tickets: Annotated[list[TicketIn], Field(min_length=1, max_length=MAX_TICKETS)]


class AlternativeOut(BaseModel):
    """Another category that was considered."""

    category: str
    confidence: float


class FieldOut(BaseModel):
    """A value beside the category. alone: whether it may be written without a person."""

    name: str
    value: str
    confidence: float
    alone: bool


class DecisionOut(BaseModel):
    """Where a ticket goes. disposition: auto, review or unknown.

    parent: answered where the category itself is unsure. problems: both, where there are two.
    fields: values beside the category, where the profile fills some.
    """

    id: str
    category: str
    confidence: float
    disposition: str
    calibrated: bool
    alternatives: list[AlternativeOut]
    parent: AlternativeOut | None
    problems: list[AlternativeOut]
    fields: list[FieldOut]
    reason: str
    review_reason: str | None
    router: str
    cost_usd: float
    error: str | None


class RouteReply(BaseModel):
    """The decisions, and the fingerprint of the profile that gave them."""

    profile: str
    decisions: list[DecisionOut]


class DecisionReply(BaseModel):
    """The newest decision on a ticket. at: seconds since 1970; outcome: what came of it."""

    profile: str
    at: float
    outcome: str | None
    decision: DecisionOut


class Accepted(BaseModel):
    """A webhook that was taken. new: False where the event was here already."""

    event: str
    new: bool


class Health(BaseModel):
    """One word."""

    status: str


class ProblemOut(BaseModel):
    """What went wrong (RFC 9457). detail: a sentence that says what to do."""

    type: str
    title: str
    status: int
    detail: str
