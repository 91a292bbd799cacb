"""What an experiment with a provider needs: a request that can be asked, and labelled tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.errors import RouterError
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import taxonomies
from store.learning import versions
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.runs.execution import ROUTE
from usecases.runs.labelled_history import history
from usecases.runs.request import RunRequest


@dataclass(frozen=True, slots=True)
class Experiment:
    """What is asked, and of which tickets.

    labelled: what examples are drawn from. gold: those of them that may judge, for an accepted
    suggestion proves nothing.
    """

    llm: LlmRequest
    endpoint: Endpoint
    taxonomy: Taxonomy
    labelled: Sequence[Ticket]
    gold: Sequence[Ticket]

    @classmethod
    def of(
        cls, workspace: Workspace, request: RunRequest, keys: Keys, actor: Actor, purpose: str
    ) -> Experiment:
        """What that actor may try with the request; purpose: how the experiment is called.

        Raises RouterError when nothing can be asked.
        """
        actor.require(Role.MANAGER, ROUTE)
        llm, version = request.llm, taxonomies.current_or_labels(workspace)
        if llm is None or version is None:
            raise RouterError(f"{purpose} needs a provider and categories.")
        endpoint = llm.checked().endpoint(keys)
        labelled = history(workspace, request.text)
        known = {ticket.key for ticket in labelled}
        gold = [ticket for ticket in versions.gold(workspace) if ticket.key in known]
        return cls(llm, endpoint, version.taxonomy, labelled, gold)
