"""What cleaning and masking change in the tickets of a workspace, shown on those changed most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from routing.intake.values.cleaning import Cleaning, clean
from routing.privacy.outgoing import Outgoing, outgoing
from store import tickets
from store.workspace import Workspace
from usecases.cache import kept_while
from usecases.runs.request import RunRequest

LOOKED_AT: Final = 300
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class CleaningPreview:
    """How many tickets cleaning changes, and those it shortens most, before and after."""

    looked_at: int
    changed: int
    most: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OutgoingPreview:
    """How many tickets are sent otherwise than they are, why, and those that differ most.

    types: kinds of personal data with their number, the commonest first.
    most: pairs of ticket id and text.
    """

    looked_at: int
    changed: int
    hidden: int
    types: tuple[tuple[str, int], ...]
    most: tuple[tuple[str, str], ...]


def preview_cleaning(workspace: Workspace) -> CleaningPreview:
    """What cleaning leaves out of some tickets."""
    texts = [ticket.text for ticket in tickets.some(workspace, LOOKED_AT)]
    pairs = [(text, clean(text, Cleaning())) for text in texts]
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    changed.sort(key=lambda pair: len(pair[1]) - len(pair[0]))
    return CleaningPreview(len(texts), len(changed), tuple(changed[:SHOWN]))


def preview_outgoing(workspace: Workspace, request: RunRequest) -> OutgoingPreview:
    """What of some tickets would leave this machine."""
    masking = bool(request.llm and request.llm.masking)
    return _preview(workspace, cleaning=request.cleaning, masking=masking)


def _tickets(workspace: Workspace, /, *, cleaning: bool, masking: bool) -> Hashable:
    del cleaning, masking
    return tickets.count(workspace)


@kept_while(_tickets)
def _preview(workspace: Workspace, /, *, cleaning: bool, masking: bool) -> OutgoingPreview:
    request = RunRequest(cleaning=cleaning)
    texts = [(t.id, request.text(t)) for t in tickets.some(workspace, LOOKED_AT)]
    sent = [(text, outgoing(text[1], masking)) for text in texts]
    sent.sort(key=lambda pair: _difference(pair[1]), reverse=True)
    changed = [pair for pair in sent if pair[1].findings or pair[1].spans]
    kinds = Counter(span.type for _, each in sent for span in each.spans)
    return OutgoingPreview(
        looked_at=len(sent),
        changed=len(changed),
        hidden=sum(bool(each.findings) for _, each in sent),
        types=tuple(kinds.most_common()),
        most=tuple(text for text, _ in changed[:SHOWN]),
    )


def _difference(sent: Outgoing) -> tuple[int, int]:
    """Hidden text first, then the most kinds of personal data."""
    return len(sent.findings), len({span.type for span in sent.spans})
