"""Languages are told apart by their small words and their script."""

from __future__ import annotations

import pytest

from routing.language import foreign_language, language, trusted_languages

SAMPLES = {
    "English": "I cannot log in to my account since the update",
    "German": "Ich kann mich seit dem Update nicht mehr in mein Konto einloggen",
    "French": "Je ne peux plus me connecter à mon compte depuis la mise à jour",
    "Spanish": "Hola, no puedo entrar en mi cuenta desde la actualización",
    "Portuguese": "Não consigo entrar na minha conta desde a atualização, obrigado",
    "Italian": "Non posso più accedere al mio account, grazie",
    "Dutch": "Ik kan niet meer inloggen op mijn account sinds de update",
    "Polish": "Nie mogę się zalogować do mojego konta, proszę o pomoc",
    "Swedish": "Jag kan inte logga in på mitt konto efter uppdateringen",
    "Russian": "Я не могу войти в свою учётную запись",
    "Arabic": "أين بطاقتي الجديدة",
    "Chinese": "我的卡在哪里",
    "Japanese": "私のカードはどこですか",
    "Korean": "내 카드는 어디에 있습니까",
    "Thai": "บัตรของฉันอยู่ที่ไหน",
    "another script": "Πού είναι η κάρτα μου",
}


@pytest.mark.parametrize(("name", "text"), SAMPLES.items())
def test_a_sentence_gives_its_language_away(name: str, text: str):
    assert language(text) == name


@pytest.mark.parametrize(
    "text",
    ["", "12345", "refund", "invoice 4711 overdue", "ERR_CONN_RESET", "😀"],
)
def test_too_little_to_tell_is_not_called_foreign(text: str):
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Please send the order to Rua de la Paz 12, Madrid",
        "My name is Hans van der Berg and I was charged twice",
        "account suspended loan payment credit report bank company refused",
        "called bank time was told payment in process we have letter at home over man date",
        "more time for more data, sale in place, use case via main office, even at date due",
        "over time fee made in place per post, die hard rule, son at home, her card was lost",
    ],
)
def test_english_with_foreign_names_stays_english(text: str):
    assert foreign_language(text) is None


def test_a_language_the_history_is_full_of_is_trusted():
    texts = [SAMPLES["German"]] * 60 + [SAMPLES["French"]] * 5 + [SAMPLES["English"]] * 60
    assert trusted_languages(texts) == {"German"}
    assert foreign_language(SAMPLES["German"], trusted_languages(texts)) is None
