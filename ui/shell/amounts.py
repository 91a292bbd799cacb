"""Small amounts of money as people read them."""

from __future__ import annotations


def dollars(value: float | None) -> str:
    """US dollars, with as many digits as say something.

    >>> dollars(12.345), dollars(0.0421), dollars(0.00012), dollars(0.0), dollars(None)
    ('$12.35', '$0.042', '$0.00012', '$0.00', 'unknown')
    """
    if value is None:
        return "unknown"
    if value >= 1 or value <= 0:
        return f"${value:,.2f}"
    digits = f"{value:.2g}" if value >= 1e-4 else f"{value:.5f}"  # noqa: PLR2004 - "1e-05" is none
    return f"${digits}" if len(digits) > 3 else f"${value:.2f}"  # noqa: PLR2004 - "0.4" is "0.40"
