"""A process beside a queue: a message that fails goes back, and what hangs ends itself."""

from __future__ import annotations

import pytest

pytest.importorskip("celery")

from celery.exceptions import Reject

from service.errors import BrokerDown, OnHold, Stopping
from service.pipeline.broker import Queue
from service.queue.celery_broker import CeleryBroker, queue_app
from service.queue.process import BUSY_SECONDS, IDLE_SECONDS, QueueWorker


class Counted(CeleryBroker):
    """A queue in which so many messages wait."""

    def __init__(self, waiting: int) -> None:
        self._count = waiting

    def waiting(self, queues=()) -> int:
        return self._count


def worker(waiting: int, idle: float) -> QueueWorker:
    made = QueueWorker(queue_app("amqp://127.0.0.1"), [Queue.TICKETS])
    made._broker = Counted(waiting)
    made._progress -= idle
    return made


@pytest.mark.parametrize(
    ("waiting", "idle", "hangs"),
    [(5, IDLE_SECONDS + 1, True), (0, IDLE_SECONDS + 1, False), (5, IDLE_SECONDS - 1, False)],
)
def test_idle_beside_a_full_queue_is_what_it_is_to_hang(waiting, idle, hangs):
    assert worker(waiting, idle)._hangs() is hangs


def test_who_works_does_not_hang_until_it_takes_far_too_long():
    made = worker(5, IDLE_SECONDS + 1)
    made._busy[1] = made._progress
    assert not made._hangs()
    made._busy[1] -= BUSY_SECONDS
    assert made._hangs()


def test_a_wait_ends_when_the_process_shall_end():
    made = worker(0, 0)
    made.wait(0)
    made._ending.set()
    with pytest.raises(Stopping):
        made.wait(60)


class App:
    """Celery without a broker: the tasks it was given, and how its worker was started."""

    def __init__(self) -> None:
        self.tasks = {}
        self.started = []

    def task(self, name):
        return lambda work: self.tasks.setdefault(name, work)

    def worker_main(self, words):
        self.started = words


@pytest.fixture
def running():
    """What a process does with a message that `handle` is given."""

    def run(handle, queues=(Queue.URGENT, Queue.TICKETS)):
        app = App()
        made = QueueWorker(app, queues)
        made._ending.set()  # nothing waits before it goes back, and no watchdog stays
        assert made.run(handle, 3) == 0
        return made, app

    return run


def test_both_queues_of_tickets_are_one_task_and_the_urgent_one_is_named_first(running):
    _, app = running(lambda _body: None)
    assert list(app.tasks) == ["routecase.route"]
    words = app.started
    assert words[words.index("--queues") + 1] == "routecase.urgent,routecase.tickets"
    assert words[words.index("--concurrency") + 1] == "3"


def test_a_message_whose_work_is_done_is_confirmed(running):
    had = []
    made, app = running(had.append)
    app.tasks["routecase.route"]("one")
    assert had == ["one"]
    assert made._busy == {}


@pytest.mark.parametrize(
    "error", [BrokerDown("down"), OnHold("no key"), Stopping("ends"), ValueError("a fault")]
)
def test_a_message_whose_work_fails_goes_back_and_nobody_is_busy_with_it(running, error):
    def handle(_body):
        raise error

    made, app = running(handle)
    with pytest.raises(Reject) as back:
        app.tasks["routecase.route"]("one")
    assert back.value.requeue
    assert made._busy == {}


def test_a_broker_that_is_down_is_no_reason_to_end():
    class Down(CeleryBroker):
        def __init__(self) -> None:
            """It has no address."""

        def waiting(self, queues=()):
            raise BrokerDown("down")

    made = worker(5, IDLE_SECONDS + 1)
    made._broker = Down()
    assert not made._hangs()
    made._broker = Counted(5)
    assert not made._hangs(), "time begins anew when it is back"
