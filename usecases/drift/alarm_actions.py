"""What a person does about an alarm: review its tickets, make a category of them, close it."""

from __future__ import annotations

from dataclasses import dataclass

from routing.errors import TaxonomyError
from routing.evaluation.drift.alarm import Alarm
from routing.learning.cluster_terms import telling_terms
from routing.privacy.outgoing import outgoing
from routing.taxonomy import Category, Taxonomy
from store import taxonomies, tickets
from store.drift import watch
from store.reviewing import reviews
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.cache import kept_by_revision
from usecases.drift.alarm_texts import headline

ORIGIN = "drift"
SOURCE = "a new topic"
EXAMPLES = 3
OTHERS = 500
MAX_EXAMPLE = 300


@dataclass(frozen=True, slots=True)
class TypicalTicket:
    """A typical ticket of an alarm: its id and the beginning of its text, masked."""

    key: int
    id: str
    text: str


@kept_by_revision
def typical(workspace: Workspace, keys: tuple[int, ...]) -> list[TypicalTicket]:
    """The typical tickets of an alarm, as far as they are there, personal data masked."""
    found = tickets.by_keys(workspace, keys)
    known = (found[key] for key in keys if key in found)
    return [TypicalTicket(each.key, each.id, _beginning(each.text)) for each in known]


@kept_by_revision
def terms(workspace: Workspace, keys: tuple[int, ...]) -> tuple[str, ...]:
    """The words that set the typical tickets apart from others of the reference."""
    window = watch.reference(workspace)
    if window is None or not keys:
        return ()
    mine = [ticket.text for ticket in typical(workspace, keys)]
    others = [key for key in watch.decided_keys(workspace, most=OTHERS) if key not in keys]
    compared = [each.text for each in tickets.by_keys(workspace, others).values()]
    return telling_terms([mine, compared])[0]


def send_to_review(workspace: Workspace, alarm: Alarm, actor: Actor) -> int:
    """Ask people to decide the typical tickets; how many wait newly."""
    actor.require(Role.REVIEWER, "send tickets to review")
    return reviews.send(
        workspace, alarm.tickets, actor.name, origin=ORIGIN, note=headline(alarm)
    )  # fmt: skip


def make_category(
    workspace: Workspace, alarm: Alarm, name: str, description: str, actor: Actor
) -> TaxonomyVersion:
    """A new category in the taxonomy, its examples the most typical tickets, and these for review.

    Raises TaxonomyError where the name is empty or taken.
    """
    actor.require(Role.MANAGER, "change the taxonomy")
    if not name.strip():
        raise TaxonomyError("A category needs a name.")
    version = taxonomies.current_or_labels(workspace)
    categories = version.taxonomy.categories if version else ()
    examples = tuple(ticket.text for ticket in typical(workspace, alarm.tickets)[:EXAMPLES])
    added = Category(name.strip(), description.strip(), examples)
    saved = taxonomies.save(workspace, Taxonomy((*categories, added)), f"{SOURCE}, {actor.name}")
    send_to_review(workspace, alarm, actor)
    return saved


def close(workspace: Workspace, alarm: Alarm, actor: Actor) -> None:
    """The alarm is dealt with."""
    actor.require(Role.REVIEWER, "close an alarm")
    watch.close(workspace, alarm.id, actor.name)


def _beginning(text: str) -> str:
    words = " ".join(outgoing(text).text.split())
    return words if len(words) <= MAX_EXAMPLE else words[: MAX_EXAMPLE - 1] + "…"
