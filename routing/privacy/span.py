"""What personal data is called, and where it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

PersonalData = Literal[
    "SECRET",
    "EMAIL",
    "IBAN",
    "CREDIT_CARD",
    "PASSPORT",
    "US_SSN",
    "NATIONAL_ID",
    "DATE_OF_BIRTH",
    "IP_ADDRESS",
    "PHONE",
    "ADDRESS",
    "PERSON",
]

# In the order of who names a stretch that two detectors claim.
KINDS: Final[tuple[PersonalData, ...]] = get_args(PersonalData)
BEST_EFFORT: Final[frozenset[PersonalData]] = frozenset({"ADDRESS", "PERSON"})


class Found(NamedTuple):
    """A stretch that a detector claims; offsets in the text it was given."""

    start: int
    end: int
    type: PersonalData


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data in a text: `text[start:end]`, counted in Unicode code points."""

    start: int
    end: int
    type: PersonalData
