"""Masking: texts per second on ordinary tickets, and the slowest of many odd texts.

Run with `python benchmarks/privacy.py`; one core, no network, nothing but the project.
"""

from __future__ import annotations

import csv
import random
import string
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from routing.privacy.outgoing import outgoing  # noqa: E402 - found once the path is set

LENGTH = 1_000_000
REPEATED = (
    *("a", "1", "1 ", "@", "a@", "a@b.co ", "1.1.1.1 ", "+1", "+49 89 1234567 ", "0171 2345678 "),
    *("-----BEGIN RSA PRIVATE KEY-----\n", "eyJabc.", "password: ", "token=", "<!--", "<!-- x -->"),
    *("<div style='display:none'>", "<", "://", "https://a:b@c ", "my name is ", "Dear Ann,\n"),
    *("DOB ", "DOB 1/1/1990 ", "passport AB123456 ", "4111 ", "4111 1111 1111 1111 ", "de ", "::"),
    *(
        "fe80::1 ",
        "a\u200b",
        "\U000e0041",
        "名",
        "👨‍👩‍👧",
        "a [at] b [dot] ",
        "a at b dot ",
        "\n",
        " ",
    ),
    *("12 Rue de la Paix ", "Straße 1 ", "Regards,\nAnn Smith\n", "tel 1234567 ", "AB 12 34 56 C "),
    "The export of the report takes far too long, and we would like to know why. ",
    "My name is Ann, a.b@example.org, +44 7700 900123, DOB 1/2/1980, card 4111 1111 1111 1111. ",
)
ALPHABETS = (
    *("0123456789", "0123456789 ", "0123456789 .-/()+", string.ascii_letters + string.digits),
    *(string.printable, "0123456789abcdef", "ab <>!-/"),
)


def odd_texts() -> Iterator[tuple[str, str]]:
    """A million characters each of what nobody should send."""
    dice = random.Random(1)  # noqa: S311 - texts, not keys
    for piece in REPEATED:
        yield f"{piece!r} again and again", (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    for alphabet in ALPHABETS:
        yield f"any of {alphabet[:20]!r}", "".join(dice.choices(alphabet, k=LENGTH))


def ordinary() -> list[str]:
    """Subjects and bodies of the sample tickets."""
    texts: list[str] = []
    for path in sorted((ROOT / "sample_data").glob("*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            texts += ["\n".join(map(str, row.values())) for row in csv.DictReader(stream)]
    return texts


def main() -> None:
    """Print both figures."""
    texts = ordinary()
    if texts:
        start = time.perf_counter()
        for text in texts:
            outgoing(text)
        seconds = time.perf_counter() - start
        characters = sum(map(len, texts)) // len(texts)
        print(f"ordinary  {len(texts) / seconds:,.0f} texts/s ({characters} characters each)")
    else:
        print("ordinary  skipped: sample_data holds no CSV file")
    timed = []
    for name, text in odd_texts():
        start = time.process_time()
        outgoing(text)
        timed.append((time.process_time() - start, name))
    for seconds, name in sorted(timed, reverse=True)[:5]:
        print(f"odd       {seconds:.2f} s of CPU for 1 MB of {name}")


if __name__ == "__main__":
    main()
