"""Personal data and hidden text out, before text leaves the machine.

Masked is not the same as safe: names and addresses are best effort, and what a person tells about
themselves in plain words stays.
"""

from routing.privacy.hidden_text.hidden import Finding, Revealed, reveal_hidden
from routing.privacy.masking import Masked, Masking, mask
from routing.privacy.outgoing import Outgoing, outgoing
from routing.privacy.span import KINDS, PersonalData, Span

__all__ = [
    "KINDS",
    "Finding",
    "Masked",
    "Masking",
    "Outgoing",
    "PersonalData",
    "Revealed",
    "Span",
    "mask",
    "outgoing",
    "reveal_hidden",
]
