"""Published example numbers pass, and one digit changed fails."""

from __future__ import annotations

import pytest

from routing.privacy.detectors.checksums import CHECKS, mod97

VALID = [
    ("luhn", "4111111111111111"),
    ("verhoeff", "234123412346"),
    ("iso7064_11_10", "86095742719"),
    ("nir", "255081416802538"),
    ("dni", "12345678Z"),
    ("dni", "X1234567L"),
    ("codice_fiscale", "RSSMRA85T10A562S"),
    ("bsn", "111222333"),
    ("belgian", "85073003328"),
    ("pesel", "44051401359"),
    ("cpf", "52998224725"),
    ("swedish", "8112189876"),
    ("finnish", "131052-308T"),
    ("ahv", "7569217076985"),
    ("rut", "123456785"),
    ("chinese", "11010519491231002X"),
    ("nhs", "9434765919"),
    ("canadian", "130692544"),
    ("singapore", "S1234567D"),
    ("south_african", "8001015009087"),
    ("turkish", "10000000146"),
]


@pytest.mark.parametrize(("name", "number"), VALID)
def test_a_published_example_is_right(name, number):
    assert CHECKS[name](number)


@pytest.mark.parametrize(("name", "number"), VALID)
def test_one_changed_digit_is_noticed(name, number):
    place = 4 if number[4].isdecimal() else 9
    changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert not CHECKS[name](changed)


def test_an_iban_with_two_digits_exchanged_is_noticed():
    assert mod97("DE89370400440532013000")
    assert not mod97("DE89370400440532010300")
