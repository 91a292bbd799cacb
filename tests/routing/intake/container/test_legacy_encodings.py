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

LANGUAGES = {
    "Polish": ("cp1250", "Nie mogę się zalogować, przesyłka też nie dotarła"),
    "Polish of Unix": ("iso8859_2", "Nie mogę się zalogować, przesyłka też nie dotarła, źle"),
    "Polish of DOS": ("cp852", "Nie mogę się zalogować, przesyłka też nie dotarła, źle"),
    "Czech": ("cp1250", "Nemohu se přihlásit ke svému účtu, řidič říká, že adresa je špatná"),
    "Hungarian": (
        "cp1250",
        "Nem tudok belépni, az űrlap hibás, kérem a pénz visszatérítését, őszintén",
    ),
    "Croatian": ("cp1250", "Račun je naplaćen dva puta, pošiljka nije stigla, dostavljač kaže"),
    "Turkish": ("cp1254", "Hesabıma giriş yapamıyorum, kargo ulaşmadı, yanlış adres, çok geç"),
    "Lithuanian": (
        "cp1257",
        "Sąskaita apmokestinta du kartus, prašau grąžinti, užšalęs ekranas, čekis",
    ),
    "Greek": ("cp1253", "Δεν μπορώ να συνδεθώ στον λογαριασμό μου από χθες"),
    "Hebrew": ("cp1255", "אני לא מצליח להתחבר לחשבון שלי מאתמול"),
    "Arabic": ("cp1256", "لا أستطيع تسجيل الدخول إلى حسابي منذ أمس"),
    "Thai": ("cp874", "ไม่สามารถเข้าสู่ระบบบัญชีของฉันได้ตั้งแต่เมื่อวาน"),
    "Ukrainian": ("cp1251", "Не можу увійти до свого облікового запису з учора"),
    "Spanish": (
        "cp1252",
        "No puedo iniciar sesión, ¿por qué se cobró dos veces? El envío no llegó, señor",
    ),
    "Italian": (
        "cp1252",
        "Non riesco più ad accedere, perché la città è sbagliata, così non può andare",
    ),
    "Danish": (
        "cp1252",
        "Jeg kan ikke logge på, pakken er ikke nået frem, skærmen er i stykker, køber",
    ),
    "Swedish": (
        "cp1252",
        "Jag kan inte logga in på mitt konto sedan igår, vänligen återbetala, chauffören",
    ),
    "Finnish": (
        "cp1252",
        "En pysty kirjautumaan eilisestä lähtien, pyydän palautusta, väärä näyttö",
    ),
    "Icelandic": (
        "cp1252",
        "Ég get ekki skráð mig inn, pakkinn er ekki kominn, það er rangt, endurgreiðið",
    ),
    "several": (
        "cp1252",
        "Zürich, Genève, São Paulo, København, Malmö, señor, größer, où, déjà payé",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_told_by_its_own_letters(language: str):
    name, text = LANGUAGES[language]
    found = guess_legacy(text.encode(name), certain=False)
    assert found is not None
    assert text.encode(name).decode(found) == text


@pytest.mark.parametrize("name", TEXTS)
def test_an_encoding_is_told_by_its_letters(name: str):
    found = guess_legacy(TEXTS[name].encode(name), certain=False)
    assert found is not None
    assert TEXTS[name].encode(name).decode(found) == TEXTS[name]


def test_a_few_broken_bytes_are_no_encoding_when_it_must_be_certain():
    assert guess_legacy(b"plain \xff words \xfe only", certain=True) is None
