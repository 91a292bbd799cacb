"""What the unlabelled tickets of a desk add, by how many labels there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from routing.routers.embedded.unlabelled import pool, pseudo_labels
from routing.routers.embedded.unlabelled.pool import Pool
from routing.routers.embedded.unlabelled.spread_descriptions import TOO_FEW, with_pool
from routing.routers.embedded.zero_shot import ByEmbeddings, ZeroShot, zero_shot
from routing.taxonomy import Taxonomy

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds, Progress

FEW_LABELS: Final = (
    "There are few labels, so {n:,} unlabelled tickets were learned from, too, each with the "
    "category of those it is like."
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was made of the unlabelled tickets.

    zero_shot: what the descriptions say, spread over the tickets where nothing is labelled.
    pool: the tickets that are to help few labels, None where they do not. texts: all that were
    learned from. notices: what of this the user should know, in plain words.
    """

    zero_shot: ZeroShot
    pool: Pool | None = None
    texts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def learn_around(
    taxonomy: Taxonomy,
    labels: int,
    texts: Sequence[str],
    embedder: Embeds | None,
    progress: Progress | None = None,
) -> Surroundings:
    """Learn from unlabelled texts (see `pool.texts_of`) what so many labels leave to learn."""
    descriptions, categories = zero_shot(taxonomy, embedder), len(taxonomy.names)
    if embedder is None or not texts or not isinstance(descriptions, ByEmbeddings):
        return Surroundings(descriptions)
    if pseudo_labels.helps(labels, len(texts), categories):
        helping = pool.embedded(texts, embedder, progress)
        notice = FEW_LABELS.format(n=len(helping))
        return Surroundings(descriptions, helping, helping.texts, (notice,))
    if labels or not categories:
        return Surroundings(descriptions)
    needed = pool.needed(categories)
    if len(texts) < needed:
        notice = TOO_FEW.format(n=len(texts), needed=needed)
        return Surroundings(descriptions, notices=(notice,))
    around = pool.embedded(texts, embedder, progress)
    spread, notice = with_pool(descriptions, around, categories)
    used = around.texts if spread is not descriptions else ()
    return Surroundings(spread, texts=used, notices=(notice,))
