"""The check digits that tell an identifier from any other number; each takes bare characters.

The algorithms are those the issuing bodies publish. A wrong length is False, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

_LUHN_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_VERHOEFF_PERMUTATION: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_DNI_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_FINNISH: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_ITALIAN_ODD: Final = (
    1,
    0,
    5,
    7,
    9,
    13,
    15,
    17,
    19,
    21,
    2,
    4,
    18,
    20,
    11,
    3,
    6,
    8,
    12,
    14,
    16,
    10,
    22,
    25,
    24,
    23,
)


def luhn(digits: str) -> bool:
    """Cards, IMEI, Swedish and South African numbers.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    if not digits.isdecimal():
        return False
    straight = sum(map(int, digits[::-2]))
    return (straight + sum(_LUHN_DOUBLED[int(d)] for d in digits[-2::-2])) % 10 == 0


def mod97(iban: str) -> bool:
    """IBAN: the first four characters moved to the end, letters as numbers, remainder 1.

    >>> mod97("GB82WEST12345698765432")
    True
    """
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def verhoeff(digits: str) -> bool:
    """Aadhaar."""
    state = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _VERHOEFF_PERMUTATION[value]
        state = _dihedral(state, value)
    return state == 0


def _dihedral(a: int, b: int) -> int:
    """Multiply in the group of the symmetries of a pentagon."""
    if a < 5:  # noqa: PLR2004 - rotations
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5  # noqa: PLR2004
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5  # noqa: PLR2004


def iso7064_11_10(digits: str) -> bool:
    """German tax number (Steuer-ID), Croatian OIB."""
    state = 10
    for digit in digits[:-1]:
        state = ((state + int(digit)) % 10 or 10) * 2 % 11
    return (11 - state) % 10 == int(digits[-1]) and digits[0] != "0"


def nir(number: str) -> bool:
    """French social security number, Corsican departments included."""
    if number[0] not in "12378":
        return False
    digits = number.replace("2A", "19").replace("2B", "18")
    return digits.isdecimal() and 97 - int(digits[:-2]) % 97 == int(digits[-2:])


def dni(number: str) -> bool:
    """Spanish DNI and NIE: the letter is the remainder by 23."""
    digits = number[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return digits.isdecimal() and _DNI_LETTERS[int(digits) % 23] == number[-1]


def codice_fiscale(number: str) -> bool:
    """Italian tax code of 16 characters."""
    places = [int(c) if c.isdecimal() else ord(c) - 65 for c in number]
    total = sum(_ITALIAN_ODD[p] for p in places[0:15:2]) + sum(places[1:15:2])
    return total % 26 == places[15]


def bsn(digits: str) -> bool:
    """Dutch citizen service number."""
    return _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def belgian(digits: str) -> bool:
    """Belgian national register number, born before or after 2000."""
    body, check = digits[:9], int(digits[9:])
    return check in {97 - int(body) % 97, 97 - int("2" + body) % 97} and _day(digits[:6])


def pesel(digits: str) -> bool:
    """Polish PESEL."""
    return (_weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) + int(digits[10])) % 10 == 0


def cpf(digits: str) -> bool:
    """Brazilian CPF."""
    first = _weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(digits, range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}" and len(set(digits)) > 1


def swedish(digits: str) -> bool:
    """Swedish personal number: a day and Luhn over the last ten digits."""
    return luhn(digits[-10:]) and _day(digits[-10:-4])


def finnish(number: str) -> bool:
    """Finnish personal code."""
    digits = number[:6] + number[-4:-1]
    return digits.isdecimal() and _FINNISH[int(digits) % 31] == number[-1]


def ahv(digits: str) -> bool:
    """Swiss AHV/AVS number: EAN-13."""
    return (_weighted(digits, (1, 3) * 6) + int(digits[12])) % 10 == 0


def rut(number: str) -> bool:
    """Chilean RUT."""
    total = _weighted(number[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return "0123456789K"[-total % 11] == number[-1]


def chinese(number: str) -> bool:
    """Chinese resident identity number."""
    total = sum(int(c) * pow(2, 17 - place, 11) for place, c in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def korean(digits: str) -> bool:
    """Korean registration number: only the day is certain since 2020."""
    return _day(digits[:6])


def day_first(digits: str) -> bool:
    """A number that starts with a day as DDMMYY."""
    return _day(digits[4:6] + digits[2:4] + digits[:2])


def nhs(digits: str) -> bool:
    """British NHS number."""
    return (_weighted(digits, range(10, 1, -1)) + int(digits[9])) % 11 == 0


def canadian(digits: str) -> bool:
    """Canadian SIN."""
    return luhn(digits) and digits[0] not in "08"


def singapore(number: str) -> bool:
    """Singapore NRIC and FIN."""
    total = _weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if number[0] in "TG" else 0)
    letters = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK"
    return letters[total % 11] == number[8]


def south_african(digits: str) -> bool:
    """South African identity number."""
    return luhn(digits) and _day(digits[:6])


def turkish(digits: str) -> bool:
    """Turkish identity number."""
    numbers = [int(d) for d in digits]
    tenth = (sum(numbers[0:9:2]) * 7 - sum(numbers[1:8:2])) % 10
    return digits[0] != "0" and numbers[9] == tenth and numbers[10] == sum(numbers[:10]) % 10


def always(_: str) -> bool:
    """A shape that nothing else has."""
    return True


def _day(yymmdd: str) -> bool:
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:6])
    try:
        date(1900 + year, month, day)
    except ValueError:
        # 29 February 2000 is a day, 29 February 1900 is not.
        return (year, month, day) == (0, 2, 29)
    return True


CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    check.__name__: check
    for check in (
        *(luhn, verhoeff, iso7064_11_10, nir, dni, codice_fiscale, bsn, belgian, pesel, cpf),
        *(swedish, finnish, ahv, rut, chinese, korean, day_first, nhs, canadian, singapore),
        *(south_african, turkish, always),
    )
}
