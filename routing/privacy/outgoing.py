"""The one gate: what a ticket's text looks like when it leaves this machine."""

from __future__ import annotations

from dataclasses import dataclass

from routing.privacy.hidden_text.hidden import Finding, reveal_hidden
from routing.privacy.masking import find, replaced
from routing.privacy.span import Span


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What would be sent, and why it differs from the ticket.

    text: what leaves.
    spans: personal data, with offsets in the original ticket text.
    findings: hidden text that was taken out, with offsets in the original too.
    """

    text: str
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]


def outgoing(ticket_text: str, masking_on: bool = True) -> Outgoing:  # noqa: FBT001, FBT002 - one switch
    r"""Whatever leaves the machine passes here, and the preview shows exactly this.

    Hidden text goes in any case, because ticket text must not steer a model; personal data goes
    unless the workspace has switched masking off.

    >>> outgoing("Call +44 7700 900123\u200b").text
    'Call [PHONE]'
    """
    revealed = reveal_hidden(ticket_text)
    spans = find(revealed.text) if masking_on else ()
    text = replaced(revealed.text, spans)
    if not revealed.findings or not spans:
        return Outgoing(text, spans, revealed.findings)
    at = revealed.positions(len(ticket_text))
    original = tuple(Span(at[s.start], at[s.end - 1] + 1, s.type) for s in spans)
    return Outgoing(text, original, revealed.findings)
