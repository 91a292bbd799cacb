"""What the user should know before trusting the embedded router, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from routing.language import foreign_language, trusted_languages
from routing.routers.embedded.examples import MAX_EXAMPLES, Examples
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

MAX_TEXTS_READ: Final = 2_000
NO_MODEL: Final = (
    "The embedding model's files are missing, so tickets are routed by their words alone, "
    "which is less accurate. Run `make setup` to fetch them."
)


def about_history(
    taxonomy: Taxonomy, history: Sequence[Ticket], examples: Examples
) -> tuple[str, ...]:
    """Labels that nothing was learned from, categories without labels, a history cut short."""
    known = {name.casefold() for name in (*taxonomy.names, UNKNOWN)}
    labels = [t.category.strip() for t in history if t.category and t.category.strip()]
    foreign = Counter(label for label in labels if label.casefold() not in known)
    found = []
    if foreign:
        common = foreign.most_common(1)[0][0]
        found.append(
            f"{foreign.total()} labelled tickets have a category that the taxonomy lacks "
            f'(such as "{common}"); nothing was learned from them.'
        )
    bare = [n for i, n in enumerate(taxonomy.names) if not (examples.labels == i).any()]
    if len(examples) and bare:
        found.append(f"No labelled ticket for {', '.join(bare[:3])}: only the description counts.")
    if len(labels) - foreign.total() > MAX_EXAMPLES:
        found.append(f"There are more labelled tickets than needed: {len(examples)} were learned.")
    return tuple(found)


def about_doubtful(count: int) -> tuple[str, ...]:
    """Labels that were left out because all that is like their tickets contradicts them.

    >>> about_doubtful(0)
    ()
    """
    if not count:
        return ()
    if count == 1:
        return (
            "1 labelled ticket was not learned from: all that is like it has another category.",
        )
    words = "labelled tickets were not learned from: all that is like them has another category."
    return (f"{count:,} {words}",)


def about_languages(
    texts: Sequence[str], examples: Examples, covered: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The shares of tickets in languages without labels: known to a second model, or to none.

    Of many texts 2,000 are looked at. covered: the languages that the second model knows.
    """
    trusted = trusted_languages(examples.texts)
    seen = texts[:: max(1, len(texts) // MAX_TEXTS_READ)]
    languages = Counter(name for text in seen if (name := foreign_language(text, trusted)))
    read = Counter({name: n for name, n in languages.items() if name in covered})
    found = []
    if read:
        found.append(
            f"{_share(read, len(seen))}; a second model reads them by labels in other languages, "
            "so their confidence is fitted on other tickets than these."
        )
    if unread := languages - read:
        found.append(
            f"{_share(unread, len(seen))}; no model here knows them, so their confidence is halved."
        )
    return tuple(found)


def _share(languages: Counter[str], count: int) -> str:
    share = max(1, round(100 * languages.total() / count))
    names = ", ".join(name for name, _ in languages.most_common(3))
    return f"About {share} % of the tickets are not in English ({names})"
