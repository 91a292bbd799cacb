# ruff: noqa: RUF001 - letters that look alike are what this file is about
"""Encodings from before Unicode, told by letters that make sense."""

from __future__ import annotations

import pytest

from routing.intake.container.legacy_encodings import guess_legacy

TEXTS = {
    "cp1252": "“Größe” – café, señor, naïve, übermäßig teuer",
    "latin-1": "Größe, café, señor, naïve, übermäßig teuer",
    "cp1251": "не могу войти в свой аккаунт с утра",
    "koi8-r": "не могу войти в свой аккаунт с утра",
    "shift_jis": "請求書が二重に届きました。確認してください",
    "gb18030": "请问我的账单为什么被重复扣款请尽快处理",
    "euc_jp": "請求書が二重に届きました。確認してください",
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_encoding_is_told_by_its_letters(name: str):
    found = guess_legacy(TEXTS[name].encode(name), certain=False)
    assert found is not None
    assert TEXTS[name].encode(name).decode(found) == TEXTS[name]


def test_a_few_broken_bytes_are_no_encoding_when_it_must_be_certain():
    assert guess_legacy(b"plain \xff words \xfe only", certain=True) is None
