# ruff: noqa: E501, RUF001 - letters that look alike are what this file is about
"""Encodings: found on the whole file, told when they are a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.intake.loading import inspect

HEAD = "id,subject,body\n"
WEST = HEAD + "1,Café déjà vu,Größe “nice” – it’s 5 €\n2,señor,Übung macht den Meister\n"
PLAIN_WEST = HEAD + "1,Café déjà vu,Größe\n2,señor,Übung macht den Meister\n"
EAST = HEAD + "1,お問い合わせ,請求書が二重に届きました。\n2,ﾛｸﾞｲﾝ,ﾃﾞｷﾏｾﾝ\n"
RUSSIAN = (
    HEAD + "1,Не могу войти,Здравствуйте не могу войти в аккаунт\n2,Оплата,Списали деньги дважды\n"
)
CHINESE = HEAD + "1,账单,请问我的账单为什么被重复扣款\n2,登录,无法登录系统请帮忙\n"

CASES = [
    (WEST, "utf-8"), (WEST, "utf-8-sig"), (WEST, "utf-16"), (WEST, "utf-16-le"), (WEST, "utf-16-be"),
    (WEST, "utf-32"), (WEST, "utf-32-le"), (WEST, "utf-32-be"), (WEST, "cp1252"), (PLAIN_WEST, "latin-1"),
    (WEST, "mac_roman"), (PLAIN_WEST, "cp850"), (EAST, "utf-8"), (EAST, "shift_jis"), (EAST, "cp932"),
    (EAST, "utf-16"), (EAST, "utf-16-le"), (EAST, "euc_jp"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"),
    (RUSSIAN, "utf-16-be"), (CHINESE, "gb18030"), (CHINESE, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), CASES)
@pytest.mark.parametrize("lead", [0, 20_000], ids=["at once", "far into the file"])
def test_a_text_is_read_to_the_letter_in(text: str, encoding: str, lead: int, reading: Callable):
    filler = "0,plain,ascii only text\n" * lead
    result = reading((HEAD + filler + text.removeprefix(HEAD)).encode(encoding))
    last = [line.split(",", 2) for line in text.splitlines()[1:]]
    assert [[t.id, t.subject, t.body] for t in result.tickets[-2:]] == last
    if not encoding.startswith("utf"):
        assert "not UTF-8" in result.warnings


def test_five_megabytes_of_ascii_before_the_first_accent(reading: Callable):
    content = (
        HEAD.encode()
        + (b"0,plain," + b"ascii only " * 90 + b"\n") * 5_300
        + "1,a,naïve café\n".encode("cp1252")
    )
    assert reading(content).bodies[-1] == "naïve café"


def test_smart_quotes_alone_are_windows_text(reading: Callable):
    result = reading((HEAD + "1,a,it’s “fine” – really…\n").encode("cp1252"))
    assert result.bodies == ["it’s “fine” – really…"]


def test_invalid_bytes_are_shown_and_their_lines_named(reading: Callable):
    lines = "".join(f"{i},é,ü\n" for i in range(50)).encode() + b"50,x,\xc3(\n51,\xf0\x9f\x98,y\n"
    result = reading(HEAD.encode() + lines)
    assert result.bodies[50] == "\ufffd("
    assert "(lines 52, 53)" in result.warnings


def test_a_real_replacement_character_is_no_error(reading: Callable):
    result = reading(HEAD + "1,a,\ufffd\n")
    assert "invalid" not in result.warnings


def test_a_stray_nul_does_not_make_it_utf_16(reading: Callable):
    result = reading(HEAD + "1,a,b\0\0c\n")
    assert result.bodies == ["bc"]


def test_a_character_on_the_border_of_two_chunks_is_whole(reading: Callable):
    for shift in range(4):
        text = HEAD + "1,a," + "x" * (1_048_576 - len(HEAD) - 6 + shift) + "😀é\n"
        result = reading(text)
        assert result.bodies[0].endswith("x😀é")
        assert "invalid" not in result.warnings


def test_the_preview_tells_the_encoding(save: Callable):
    assert inspect(save(WEST.encode("cp1252"))).encoding == "cp1252"
