"""What a worker does with a partition: read it, decide on its tickets, write the part."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from routing import profile_archive
from routing.decision import Decision
from routing.errors import FileRefused, RouteCaseError
from routing.intake.formats.table import Reject
from routing.profile import OpenProfile
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket
from service.bulk import part_file
from service.bulk.input_files import digest, open_input
from service.bulk.manifest import Part
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.serving.opening import opener
from service.storage.database import Database
from service.storage.paid_answers import Answers
from settings import Settings

# Tickets that are decided at once; for a provider, those that a kill may cost again.
MAX_LOT: Final = 1_024
MAX_ASKED: Final = 256
FAILED: Final = "the router failed on this ticket"
REFUSED: Final = "the row is no ticket: {reason}"
ANSWERS: Final = "answers.sqlite"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerSetup:
    """What each worker is made of; it travels to every process.

    profile: the bytes of the profile's file. output: the folder's address. key_for: hosts that a
    model's key may go to, as said by a person.
    """

    profile: bytes = field(repr=False)
    fingerprint: str
    output: str
    key_for: tuple[str, ...] = ()

    def __call__(self) -> PartitionWorker:
        """Open the profile; raises RouterError when something it needs is missing."""
        with tempfile.TemporaryDirectory(prefix="routecase-") as folder:
            file = Path(folder) / "bulk.profile"
            file.write_bytes(self.profile)
            profile = profile_archive.read(file)
        opened = opener(Settings.from_environment(), self.key_for)(profile)
        return PartitionWorker(opened, self.fingerprint, OutputFolder(self.output))


class PartitionWorker:
    """fingerprint: of the profile, by which parts are named."""

    def __init__(self, opened: OpenProfile, fingerprint: str, folder: OutputFolder) -> None:
        self._opened = opened
        self._fingerprint = fingerprint
        self._folder = folder
        self._asks = opened.profile.llm is not None
        self._answers = _answers(folder) if self._asks else None

    def work(self, partition: Partition) -> Iterator[int | Part]:
        """Decide on every row and write the part."""
        began, used = time.monotonic(), time.process_time()
        items = self._items(partition)
        decisions: list[Decision] = []
        lot = MAX_ASKED if self._asks else MAX_LOT
        for start in range(0, len(items), lot):
            decisions += self._decided(items[start : start + lot], partition.error)
            yield len(decisions)
        data = part_file.to_parquet(partition.source, items, decisions)
        name = partition.part_name(self._fingerprint)
        self._folder.put(name, data)
        yield Part(
            name, partition.identity, partition.source, partition.first, partition.last,
            rows_in=partition.count, rows_out=len(items),
            failed=sum(decision.error is not None for decision in decisions),
            sha256=hashlib.sha256(data).hexdigest(),
            seconds=round(time.monotonic() - began, 3),
            cpu_seconds=round(time.process_time() - used, 3),
        )  # fmt: skip

    def _items(self, partition: Partition) -> list[Ticket | Reject]:
        with open_input(partition.url) as stream:
            is_text = partition.layout.table is not None
            if is_text and digest(stream, partition.rows) != partition.digest:
                raise FileRefused(
                    f"{partition.source} has changed since the job began; start again with "
                    "--resume, and what changed is done anew."
                )
            found = list(partition.layout.items(stream, partition.rows))
        if len(found) != partition.rows.rows:
            raise FileRefused(
                f"{partition.source} gave {len(found):,} rows where {partition.rows.rows:,} were "
                "counted; check its quotes, or save it as Parquet or JSON Lines."
            )
        return found[partition.first : partition.last]

    def _decided(self, items: Sequence[Ticket | Reject], error: str) -> list[Decision]:
        """One decision each. error: what all of them fail with instead."""
        if error:
            return [self._failed(error)] * len(items)
        tickets = [each for each in items if isinstance(each, Ticket)]
        told = iter(self._routed(tickets) if tickets else ())
        return [
            next(told)
            if isinstance(each, Ticket)
            else self._failed(REFUSED.format(reason=each.reason))
            for each in items
        ]

    def _routed(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision each; a ticket that the router fails on spoils no other."""
        try:
            return self._answered(tickets)
        except RouteCaseError:
            raise
        except Exception:
            log.exception("router failed on %d tickets", len(tickets))
        if len(tickets) == 1:
            return [self._failed(FAILED)]
        middle = len(tickets) // 2
        return self._routed(tickets[:middle]) + self._routed(tickets[middle:])

    def _answered(self, tickets: Sequence[Ticket]) -> list[Decision]:
        if self._answers is None:
            decisions = self._opened.route(tickets)
            if isinstance(self._opened.router, RemoteRouter):
                return decisions
            # How long a ticket took here is no part of its answer.
            return [replace(decision, latency_seconds=0.0) for decision in decisions]
        known = {t.key: self._answers.find(self._fingerprint, t) for t in tickets}
        asked = [ticket for ticket in tickets if known[ticket.key] is None]
        for ticket, decision in zip(asked, self._opened.route(asked) if asked else (), strict=True):
            if decision.error is None:
                self._answers.keep(self._fingerprint, ticket, decision)
            known[ticket.key] = decision
        return [self._opened.again(found, t) for t in tickets if (found := known[t.key])]

    def _failed(self, why: str) -> Decision:
        made = Decision(0, UNKNOWN, 0.0, self._opened.router.name, error=why)
        return self._opened.profile.applied_policy.dispose(made)


def _answers(folder: OutputFolder) -> Answers | None:
    """Where paid answers are kept, so that a kill costs only what was in flight."""
    if folder.local is None:
        return None
    return Answers(Database(Path(folder.local) / ANSWERS), "bulk", lambda _: False)
