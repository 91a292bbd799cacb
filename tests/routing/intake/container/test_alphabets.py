# ruff: noqa: RUF001 - letters that look alike are what this file is about
"""Letters make sense in the script or language they were written in, and in no other."""

from __future__ import annotations

import pytest

from routing.intake.container.alphabets import (
    ARABIC,
    CENTRAL,
    CYRILLIC,
    GREEK,
    HEBREW,
    THAI,
    WESTERN,
    best_language,
)

SCRIPTS = {
    "cp1251": (CYRILLIC, "не могу войти в свой аккаунт с утра"),
    "cp1253": (GREEK, "δεν μπορώ να συνδεθώ στον λογαριασμό μου"),
    "cp1255": (HEBREW, "אני לא מצליח להתחבר לחשבון שלי"),
    "cp1256": (ARABIC, "لا أستطيع تسجيل الدخول إلى حسابي"),
    "cp874": (THAI, "ไม่สามารถเข้าสู่ระบบบัญชีของฉันได้"),
}


@pytest.mark.parametrize("written", SCRIPTS)
def test_a_text_makes_most_sense_in_its_own_script(written: str):
    raw = SCRIPTS[written][1].encode(written)
    shares = {n: s.share(raw.decode(n, errors="replace")) for n, (s, _) in SCRIPTS.items()}
    assert max(shares, key=lambda name: shares[name]) == written
    assert shares[written] > 0.9


def test_letters_of_two_scripts_in_one_word_make_no_sense():
    assert CYRILLIC.share("iniciar sesiуn, se cobrу dos veces, envнo, seсor") == 0.0


def test_a_language_explains_its_own_letters_and_no_capital_inside_a_word():
    assert best_language("zażółć gęślą jaźń", CENTRAL) == 1.0
    assert best_language("zażółć gęślą jaźń", WESTERN) < 0.3
    assert best_language("mÄuse", WESTERN) == 0.0


def test_where_there_is_no_such_letter_nothing_is_left_to_explain():
    assert best_language("it’s “fine” – really…", WESTERN) == 1.0
