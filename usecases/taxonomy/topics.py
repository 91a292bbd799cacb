"""Categories from the tickets themselves: found, named, and made part of the taxonomy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from jobs import Control, Job, Jobs, Meter
from routing.errors import RouterError
from routing.learning.cluster_terms import telling_terms
from routing.learning.clusters import find_clusters
from routing.learning.text_vectors import points
from routing.privacy.outgoing import outgoing
from routing.taxonomy import UNKNOWN, Category, Taxonomy
from routing.ticket import Ticket
from store import runs, settings, taxonomies
from store.learning import topics
from store.learning.topics import Found, Topic, Which
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.cache import kept_by_revision
from usecases.runs.defaults import default_request
from usecases.runs.embedding_model import embedder
from usecases.taxonomy.edits import save_taxonomy

MAX_SHOWN: Final = 20_000
MIN_TICKETS: Final = 10
NAMED_BY: Final = 2
EXAMPLES: Final = 3
EXAMPLE_LENGTH: Final = 300
CHANGE_TOPICS: Final = "change the topics of a workspace"


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own."""
    return f"{workspace.path} (topics)"


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for topics.

    which: tickets without a category, those that the run called Unknown, or all.
    count: so many topics; None for as many as the tickets bear.
    """

    which: Which = "all"
    run_id: int | None = None
    count: int | None = None


def start(
    jobs: Jobs, workspace: Workspace, models: Path, search: Search, actor: Actor = LOCAL_OWNER
) -> Job:
    """Find topics in the background; raises RouteCaseError while another search goes on."""
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    return jobs.start(
        job_key(workspace),
        lambda: Job("topics", "Topics", lambda c, m: find(workspace, models, search, c, m)),
    )


def find(workspace: Workspace, models: Path, search: Search, control: Control, meter: Meter) -> str:
    """Find topics and keep them in place of the open ones; what came of it in words.

    Raises RouterError where there are too few tickets.
    """

    def reading(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    chosen = topics.pool(workspace, search.which, search.run_id, MAX_SHOWN)
    if len(chosen) < MIN_TICKETS:
        raise RouterError(
            f"{len(chosen)} tickets are too few to find topics in: {MIN_TICKETS} at least."
        )
    text = default_request(workspace).text
    texts = [text(ticket) for ticket in chosen]
    vectors = points(texts, embedder(models), partial(reading, "Reading tickets"))
    reading("Looking for topics", 0, 1)
    clusters = find_clusters(vectors, search.count)
    reading("Looking for words", 0, 1)
    topics.replace_open(workspace, named(chosen, texts, clusters.members))
    settings.TOPICS_AGREEMENT.set(workspace, clusters.agreement)
    return f"{len(clusters.members)} topics in {len(chosen):,} tickets"


def named(
    chosen: Sequence[Ticket], texts: Sequence[str], members: Sequence[np.ndarray]
) -> list[Found]:
    """Clusters with the words that set each apart, and a name made of these."""
    terms = telling_terms([[texts[i] for i in rows.tolist()] for rows in members])
    taken: set[str] = set()
    found = []
    for number, (own, rows) in enumerate(zip(terms, members, strict=True), 1):
        name = _free(" / ".join(own[:NAMED_BY]).capitalize() or f"Topic {number}", taken)
        description = f"Tickets about {', '.join(own)}." if own else ""
        found.append(Found(name, description, own, tuple(chosen[i].key for i in rows.tolist())))
    return found


def accept(workspace: Workspace, topic: Topic, actor: Actor = LOCAL_OWNER) -> None:
    """Make a topic a category, with its most typical tickets as examples.

    Raises TaxonomyError when the name is taken or not allowed.
    """
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    current = taxonomies.current_or_labels(workspace)
    known = current.taxonomy.categories if current else ()
    typical = topics.examples(workspace, topic.topic_id, EXAMPLES)
    examples = tuple(dict.fromkeys(_short(ticket) for ticket in typical))
    made = Category(topic.name.strip(), topic.description.strip(), examples)
    checked = Taxonomy.from_toml(Taxonomy((*known, made)).to_toml())
    save_taxonomy(workspace, checked, "topics of the tickets", actor)
    topics.set_status(workspace, topic.topic_id, "accepted")


def merge(workspace: Workspace, chosen: Sequence[Topic], actor: Actor = LOCAL_OWNER) -> None:
    """Make one topic of several; it keeps the name of the largest."""
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    largest = max(chosen, key=lambda topic: topic.tickets)
    keys = [key for topic in chosen for key in topics.keys(workspace, topic.topic_id)]
    terms = tuple(dict.fromkeys(term for topic in chosen for term in topic.terms))
    made = Found(largest.name, largest.description, terms, tuple(keys))
    topics.instead_of(workspace, [topic.topic_id for topic in chosen], [made], largest.source)


def naming_cost(found: Sequence[Topic]) -> float:
    """Dollars that naming these topics has cost."""
    return sum(topic.cost_usd for topic in found)


def rename(workspace: Workspace, topic: Topic, actor: Actor = LOCAL_OWNER) -> None:
    """Keep the name and description that stand in the topic, as given by a person."""
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    topics.rename(workspace, topic)


def leave_out(workspace: Workspace, topic: Topic, actor: Actor = LOCAL_OWNER) -> None:
    """Propose this topic no more."""
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    topics.set_status(workspace, topic.topic_id, "gone")


def split(workspace: Workspace, topic: Topic, models: Path, actor: Actor = LOCAL_OWNER) -> None:
    """Make two topics of one.

    Raises RouterError where it has too few tickets.
    """
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    members = topics.examples(workspace, topic.topic_id, MAX_SHOWN)
    if len(members) < MIN_TICKETS:
        raise RouterError(f"{len(members)} tickets are too few to split: {MIN_TICKETS} at least.")
    text = default_request(workspace).text
    texts = [text(ticket) for ticket in members]
    clusters = find_clusters(points(texts, embedder(models)), 2)
    parts = named(members, texts, clusters.members)
    topics.instead_of(workspace, [topic.topic_id], parts, "words")


def changed_since(workspace: Workspace, run: Run) -> list[str]:
    """Categories that are new, gone or described otherwise since the run."""
    current = taxonomies.current_or_labels(workspace)
    if current is None or current.taxonomy_id == run.taxonomy_id:
        return []
    then = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    old = {c.name: (c.description, c.examples) for c in then.categories}
    new = {c.name: (c.description, c.examples) for c in current.taxonomy.categories}
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


@kept_by_revision
def concerned(workspace: Workspace, run_id: int) -> list[int]:
    """Tickets of a run whose decision may be another under the taxonomy of today."""
    changed = changed_since(workspace, runs.one(workspace, run_id))
    return topics.concerned(workspace, run_id, changed) if changed else []


@kept_by_revision
def sizes(workspace: Workspace, run_id: int | None) -> dict[Which, int]:
    """How many tickets there are of each kind that has any."""
    return {which: n for which, n in topics.sizes(workspace, run_id).items() if n}


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another topic has it already."""
    number, free = 1, name if name.casefold() != UNKNOWN.casefold() else f"{name} topic"
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(free.casefold())
    return free


def _short(ticket: Ticket) -> str:
    """The beginning of a ticket; masked, for the examples of a taxonomy go into prompts."""
    words = " ".join(outgoing(ticket.text).text.split())
    return words if len(words) <= EXAMPLE_LENGTH else words[: EXAMPLE_LENGTH - 1] + "…"
