"""Names and descriptions of topics from a configured provider: masked texts out, cost back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from jobs import Control, Job, Jobs, Meter
from roi.numbers import dollars
from routing.errors import RouterError
from routing.learning.topic_naming import Naming, name_topic
from routing.privacy.outgoing import outgoing
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.keys import Keys
from routing.routers.llm.provider import Provider
from routing.routers.llm.provider_catalog import REMOTE
from routing.routers.llm.request import LlmRequest
from store import settings
from store.learning import topics
from store.learning.topics import Topic
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.runs.defaults import default_request
from usecases.runs.drafts import draft
from usecases.taxonomy.topics import CHANGE_TOPICS, job_key

SHOWN: Final = 8
LENGTH: Final = 400
AT_ONCE: Final = 4


def configured(workspace: Workspace) -> LlmRequest | None:
    """The provider that was last chosen here, or any that has a model; None without one."""
    chosen = settings.ROUTER.of(workspace)
    for kind in (chosen, *REMOTE):
        if kind in REMOTE and (found := draft(workspace, kind)).model:
            return found
    return None


def start(
    jobs: Jobs, workspace: Workspace, llm: LlmRequest, keys: Keys, actor: Actor = LOCAL_OWNER
) -> Job:
    """Name all open topics in the background.

    Raises RouterError when key, model or address is missing, RouteCaseError while another job
    of this kind goes on.
    """
    actor.require(Role.MANAGER, CHANGE_TOPICS)
    provider = OpenAIProvider(llm.checked().endpoint(keys))
    return jobs.start(
        job_key(workspace),
        lambda: Job("names", "Names", lambda c, m: name_all(workspace, provider, llm, c, m)),
    )


def name_all(
    workspace: Workspace, provider: Provider, llm: LlmRequest, control: Control, meter: Meter
) -> str:
    """Name all open topics; what came of it in words.

    Raises RouterError where no topic got a name.
    """
    found = topics.of_status(workspace, "open")

    def progress(done: int) -> None:
        control.checkpoint()
        meter.tell("Asking for names", done, len(found))

    made = asyncio.run(_ask(workspace, provider, llm, found, progress))
    problems = [naming.problem for naming in made if naming.problem]
    if problems and len(problems) == len(made):
        raise RouterError(problems[0])
    cost = sum(_cost(llm, naming) for naming in made)
    return f"{len(made) - len(problems)} topics named by {llm.model} for {dollars(cost)}"


def texts_of(workspace: Workspace, topic: Topic, llm: LlmRequest) -> list[str]:
    """Its typical tickets as they leave this machine: cleaned, masked and cut."""
    text = default_request(workspace).text
    examples = topics.examples(workspace, topic.topic_id, SHOWN)
    return [outgoing(text(ticket), llm.masking).text[:LENGTH] for ticket in examples]


async def _ask(
    workspace: Workspace,
    provider: Provider,
    llm: LlmRequest,
    found: list[Topic],
    progress: Callable[[int], None],
) -> list[Naming]:
    gate = asyncio.Semaphore(AT_ONCE)
    taken: list[str] = []
    done: list[Naming] = []

    async def one(topic: Topic) -> None:
        async with gate:
            progress(len(done))
            texts = texts_of(workspace, topic, llm)
            naming = await name_topic(provider, topic.terms, texts, taken)
            _keep(workspace, llm, topic, naming, taken)
            done.append(naming)

    try:
        await asyncio.gather(*(one(topic) for topic in found))
        return done
    finally:
        await provider.close()


def _keep(
    workspace: Workspace, llm: LlmRequest, topic: Topic, naming: Naming, taken: list[str]
) -> None:
    """Write the name at once: it was paid for."""
    if naming.name and naming.name.casefold() not in {name.casefold() for name in taken}:
        taken.append(naming.name)
        topic = replace(
            topic, name=naming.name, description=naming.description or topic.description,
            source=llm.model,
        )  # fmt: skip
    topics.rename(workspace, topic, cost_usd=_cost(llm, naming))


def _cost(llm: LlmRequest, naming: Naming) -> float:
    price = llm.known_price()
    return price.cost(naming.usage) if price and naming.usage else 0.0
