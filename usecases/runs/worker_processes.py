"""Worker processes for a run of many tickets: when they pay, and how many the machine can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jobs import resources
from jobs.processes import Processes
from routing.engine.lot_worker import EmbeddedWorker
from routing.engine.worker_processes import Crew
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.out_of_fold import OutOfFoldRouter
from routing.routers.embedded.storage import save
from routing.routers.router import Router
from store.large_run import LargeRunJournal
from store.workspace import Workspace

# A process takes some three processor seconds to start, the time of a few thousand tickets.
MIN_TICKETS: Final = 10_000
# Router, both embedding models and a lot of tickets, as measured, with some room.
BYTES_OF_A_WORKER: Final = 500_000_000
# Screens come first.
NICE: Final = 10


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """min_tickets: fewer start none. workers: how many, None for what suits the machine."""

    min_tickets: int = MIN_TICKETS
    workers: int | None = None


def crew_of(
    workspace: Workspace,
    run_id: int,
    setup: EmbeddedWorker,
    limits: ProcessLimits,
    router: Router,
) -> Crew | None:
    """The processes that share the work of a router, None where they cost more than they save.

    setup: what each is made of; the router is saved in its folder.
    """
    if not isinstance(router, EmbeddedRouter | OutOfFoldRouter):
        return None
    apart = router.learned_from if isinstance(router, OutOfFoldRouter) else frozenset()
    journal = LargeRunJournal(workspace, run_id)
    decided, total = journal.size()
    if total - decided - len(apart) < limits.min_tickets:
        return None
    new = router.of_all_labels() if isinstance(router, OutOfFoldRouter) else router
    save(new.trained, setup.folder)
    count = limits.workers or resources.workers(BYTES_OF_A_WORKER)
    return Crew(router, Processes(setup, count, nice=NICE), journal, apart)
