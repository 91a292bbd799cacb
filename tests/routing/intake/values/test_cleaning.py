# ruff: noqa: E501 - one case a line reads best as a table
"""Cleaning takes away what is not the customer's own words, and never everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values.cleaning import Cleaning, clean

TRAILS = [
    "On Mon, Mar 4, 2024 at 9:41 AM Ann Lee <ann@example.com> wrote:",
    "On Mon, Mar 4, 2024 at 9:41 AM Ann Lee\n<ann@example.com> wrote:",
    "-----Original Message-----",
    "---- Forwarded message ----",
    "-----Ursprüngliche Nachricht-----",
    "Am 04.03.2024 um 09:41 schrieb Ann Lee:",
    "Le lun. 4 mars 2024 à 09:41, Ann Lee <ann@example.com> a écrit :",
    "El lun, 4 mar 2024 a las 9:41, Ann Lee (<ann@example.com>) escribió:",
    "From: Ann Lee\nSent: Monday\nTo: Support\nSubject: Hi",
    "Von: Ann Lee\nGesendet: Montag\nAn: Support\nBetreff: Hallo",
    "De : Ann Lee\nEnvoyé : lundi\nÀ : Support\nObjet : Bonjour",
    "De: Ann Lee\nEnviado: lunes\nPara: Soporte\nAsunto: Hola",
]


@pytest.mark.parametrize("trail", TRAILS)
def test_a_quoted_mail_is_cut_off(trail: str):
    assert clean(f"It is broken.\n\n{trail}\n> old text\nolder text") == "It is broken."
    assert "older text" in clean(f"It is broken.\n{trail}\nolder text", Cleaning(quoted=False))


@pytest.mark.parametrize(
    "signature",
    ["-- \nAnn Lee\nACME", "--\nAnn", "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone",
     "Enviado desde mi iPhone", "Get Outlook for Android"],
)  # fmt: skip
def test_a_signature_is_cut_off(signature: str):
    assert clean(f"It is broken.\n{signature}") == "It is broken."
    assert signature.rsplit("\n", maxsplit=1)[-1] in clean(
        f"It is broken.\n{signature}", Cleaning(signatures=False)
    )


@pytest.mark.parametrize(
    "text",
    ["On Monday I wrote to you and nobody answered.", "From: here to there it hurts", "I sent it from my office.",
     "a > b and b < c", "The total is -- as you know -- wrong", "Am Montag schrieb ich Ihnen schon."],
)  # fmt: skip
def test_ordinary_words_are_left_alone(text: str):
    assert clean(text) == text


def test_white_space_is_tidied_and_can_be_left():
    assert clean("  a \t b\u00a0c\r\n\r\n\r\n\r\n d\u200b  ") == "a b c\n\nd"
    text = "  a   b \r\n"
    assert clean(text, Cleaning(white_space=False)) == text


def test_quotes_between_answers_go_and_the_answers_stay():
    assert clean("> is it on?\nYes.\n> and off?\nNo.") == "Yes.\nNo."


@given(st.text(alphabet="ab >-\n\r\t:OnwroteFromSubject", max_size=200) | st.text(max_size=100))
def test_a_text_with_content_is_never_emptied_and_cleaning_twice_changes_nothing_more(text: str):
    for options in (Cleaning(), Cleaning(quoted=False), Cleaning(signatures=False)):
        assert bool(clean(text, options).strip()) == bool(text.strip())


@pytest.mark.parametrize(
    "piece",
    ["On ", ">", "> \n", "-", "a ", "\n", "From: ", "On a\n", "_", "\t \u00a0", "Sent from "],
)
def test_a_megabyte_of_odd_text_is_cleaned(piece: str):
    text = piece * (1_000_000 // len(piece)) + "x"
    assert clean(text).strip()
