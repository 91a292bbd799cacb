"""The units that all parts of the business case share."""

from __future__ import annotations

from typing import Final

MONTHS_A_YEAR: Final = 12
SECONDS_AN_HOUR: Final = 3600
# Sums of binary fractions miss zero by a hair; a millionth of a unit of money is no debt.
HAIR: Final = 1e-6
