"""`python -m service worker|writer|owner`: the three processes beside a message queue."""

from __future__ import annotations

import argparse
import asyncio
import time
from functools import partial
from pathlib import Path

from helpdesk.client import HelpDesk, Notice
from helpdesk.desk_kind import DeskKind
from service.errors import ServiceError
from service.events import EventOutcome, RoutedEvent, TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.helpdesk_writer import DeskWriter, give_up
from service.pipeline.resources import StepResources
from service.pipeline.worker import Worker
from service.queue.celery_broker import CeleryBroker, queue_app
from service.queue.process import QueueWorker
from service.serving.open_profiles import Serving
from service.serving.opening import opener
from service.serving.routing_thread import RoutingThread
from service.storage.database import Database
from service.storage.deployment import Deployment
from service.storage.inbox import DATABASE, Inbox
from service.storage.liveness import PROCESSES, Liveness
from service.storage.paid_answers import Answers
from settings import Settings
from usecases.helpdesk.access import access

ROLE_SECONDS = 1.0


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """Declare what the command takes."""
    if name == "worker":
        parser.add_argument("--profile", metavar="P.profile", type=Path, help="what decides; else "
            "ROUTECASE_PROFILE, or what is in use")  # fmt: skip
        parser.add_argument("--concurrency", type=int, default=1, help="events at work at once; "
            "more than one pays where a provider is asked")  # fmt: skip
        parser.add_argument("--key-for", metavar="HOST", action="append", default=[], help="a host "
            "that the model's key may go to")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Work until a signal; what is in flight is finished or given back within 10 seconds."""
    settings = Settings.from_environment()
    if not settings.service.broker:
        raise ServiceError("Set ROUTECASE_BROKER to the message queue, amqp://… or redis://….")
    database = Database(settings.service.folder / DATABASE)
    roles = {"worker": _worker, "writer": _writer, "owner": _owner}
    return roles[args.command](args, settings, database)


def _worker(args: argparse.Namespace, settings: Settings, database: Database) -> int:
    app = queue_app(settings.service.broker)
    queue = QueueWorker(app, [Queue.URGENT, Queue.TICKETS])
    deployment = Deployment(database)
    if named := args.profile or settings.service.profile:
        deployment.start_with(named, time.time())
    router = RoutingThread(Serving(deployment, opener(settings, args.key_for)))
    router.start()
    living = Liveness(settings.service.folder / PROCESSES)
    answers = Answers(database, living.join(), living.is_alive)
    around = StepResources(Inbox(database), CeleryBroker(app), time.time, queue.wait)
    worker = Worker(around, answers, router, _written_to(settings))
    return queue.run(lambda body: worker.handle(TicketEvent.from_json(body)), args.concurrency)


def _writer(_args: argparse.Namespace, settings: Settings, database: Database) -> int:
    app = queue_app(settings.service.broker)
    queue = QueueWorker(app, [Queue.DESK])
    living = Liveness(settings.service.folder / PROCESSES)
    while not living.hold("writer"):
        time.sleep(ROLE_SECONDS)
    around = StepResources(Inbox(database), CeleryBroker(app), time.time, queue.wait)
    writers = {
        desk: DeskWriter(around, database, partial(_help_desk, desk, settings))
        for desk in _written_to(settings)
    }
    loop = asyncio.new_event_loop()

    def write(body: str) -> None:
        routed = RoutedEvent.from_json(body)
        desk = routed.event.desk
        if desk in writers:
            loop.run_until_complete(writers[desk].write(routed))
        else:
            give_up(around, routed, f"No address of this desk is set ({desk.upper()}_URL).")

    return queue.run(write)


def _owner(_args: argparse.Namespace, settings: Settings, database: Database) -> int:
    inbox = Inbox(database)
    queue = QueueWorker(queue_app(settings.service.broker), [Queue.OUTCOMES])
    return queue.run(lambda body: inbox.close(EventOutcome.from_json(body)))


def _written_to(settings: Settings) -> frozenset[str]:
    return frozenset(kind.value for kind in DeskKind if settings.service.desk_url(kind))


def _help_desk(name: str, settings: Settings) -> HelpDesk:
    kind = DeskKind(name)
    way = access(kind, settings.service.desk_url(kind), settings.helpdesk)
    return way.open(_quietly)


def _quietly(_notice: Notice) -> None:
    """Waits are the desk's own business here; nobody watches."""
