# ruff: noqa: RUF001 - letters that look alike are what this file is about
"""How well decoded letters make an alphabet: that of a script, or of a Latin language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_FEW: Final = 4
# Letters of different scripts stand in one word by mistake only.
_MIXED_WEIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class Script:
    """Letters that are not Latin.

    letters: a class of a regular expression. common: the letters most of a text consists of, which
    make up at least the share `least` of it. unnatural: what no word has.
    """

    letters: str
    common: str
    least: float
    unnatural: str
    has_case: bool = False

    def share(self, text: str) -> float:
        """From 0 to 1: how much of what is not ASCII makes sense in this script."""
        strange = [c for c in text if c > "\x7f"]
        letters = re.findall(f"[{self.letters}]", text)
        plain = [c for c in letters if c.islower()] if self.has_case else letters
        if len(letters) < _FEW or not plain:
            return 0.0
        mixed = len(re.findall(f"[A-Za-z][{self.letters}]|[{self.letters}][A-Za-z]", text))
        odd = len(re.findall(self.unnatural, text)) + _MIXED_WEIGHT * mixed
        common = sum(c in self.common for c in plain) / len(plain)
        natural = max(0.0, 1 - odd / len(letters))
        small = len(plain) / len(letters)
        return len(letters) / len(strange) * natural * min(1.0, common / self.least) * small


CYRILLIC: Final = Script("\u0400-\u04ff", "оеаинтсрвлкмдпу", 0.72, "[а-яё][А-ЯЁ]", has_case=True)
GREEK: Final = Script(
    "\u0370-\u03ff", "αοιετσνηυρπκμλςάέήίόύώ", 0.75, "[α-ω][Α-Ω]|ς(?=[α-ω])", has_case=True
)
HEBREW: Final = Script("\u0590-\u05ff", "יוהלארתבמשנ", 0.6, "[םןףץך](?=[א-ת])")
ARABIC: Final = Script("\u0600-\u06ff", "اليمنتروبعسدفهحجةقكأ", 0.75, "[ةى](?=[ا-ي])")
THAI: Final = Script(
    "\u0e00-\u0e7f", "านรอกเงมยลวดทสตะปบคหแจพชขใไโัิีื่้็์ุู", 0.75,
    "(?<![\u0e01-\u0e2e\u0e30-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เแโใไ](?![\u0e01-\u0e2e])",
)  # fmt: skip

# The letters that languages have beside those from a to z.
WESTERN: Final = (
    "äöüß", "éèàçâêîôûëïœù", "ñáéíóúüºª", "ãõçáéíóúâêôàºª", "àèéìòùî", "æøåéòô", "åäöé", "éëïöüóáè",
    "þðæáéíóúýö", "àçèéíòóúïüñ", "áéíóú",
)  # fmt: skip
CENTRAL: Final = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž",
)  # fmt: skip
TURKISH: Final = ("çğıöşüâîûi̇",)
BALTIC: Final = ("ąčęėįšųūž", "āčēģīķļņšūž", "õäöüšž")


def best_language(text: str, languages: tuple[str, ...]) -> float:
    """The share of the letters outside ASCII that one of the languages explains, from 0 to 1.

    A sign behind a letter inside a word is a letter that was decoded wrongly; where there is no
    such letter at all, nothing is left to explain.

    >>> best_language("café, déjà", WESTERN), best_language("zosta³ wys³any", WESTERN)
    (1.0, 0.0)
    """
    found = [m for m in re.finditer(r"[^\x00-\x7f]", text) if _stands_for_a_letter(m, text)]
    if not found:
        return 1.0
    sound = [m[0].lower() for m in found if not _is_capital_inside(m, text)]
    return max(sum(c in letters for c in sound) for letters in languages) / len(found)


def _stands_for_a_letter(match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if unicodedata.category(match[0]).startswith("L"):
        return True
    return match[0] not in "’´·\u00a0\u00ad…–—" and before.isalpha() and after.isalpha()


def _is_capital_inside(match: re.Match[str], text: str) -> bool:
    return match[0].isupper() and text[: match.start()][-1:].islower()
