"""The message queue by Celery: RabbitMQ, or Redis by another URL.

What Celery does not do by itself is asked for here: queues that outlive the broker, publishing that
is confirmed, messages that stay until their work is done and come back when their worker dies.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import celery
import kombu
from kombu.exceptions import KombuError

from service.errors import BrokerDown
from service.pipeline.broker import Broker, Queue

# The task of each queue; one function may serve two queues.
TASKS: Final = {
    Queue.TICKETS: "routecase.route",
    Queue.URGENT: "routecase.route",
    Queue.DESK: "routecase.write",
    Queue.OUTCOMES: "routecase.keep",
}
# Seconds to be connected, and to hear that a message is kept.
CONNECT_SECONDS: Final = 4
CONFIRM_SECONDS: Final = 10
# Seconds after which Redis gives a message to somebody else; what was decided is not paid again.
VISIBILITY_SECONDS: Final = 120
_RETRY: Final = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}


def broker_of(url: str) -> Broker | None:
    """The queue at that URL, None where none is named."""
    return CeleryBroker(queue_app(url)) if url else None


def queue_app(url: str) -> celery.Celery:
    """Celery as it must be set so that nothing is lost."""
    app = celery.Celery("routecase", broker=url)
    is_redis = url.startswith("redis")
    app.conf.update(
        task_queues=[_queue(name) for name in Queue],
        task_default_queue=Queue.TICKETS.value,
        task_create_missing_queues=False,
        task_ignore_result=True,
        task_acks_late=True,
        task_acks_on_failure_or_timeout=False,
        task_reject_on_worker_lost=True,
        task_default_delivery_mode="persistent",
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        broker_connection_timeout=CONNECT_SECONDS,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=_redis_options() if is_redis else {"confirm_publish": True},
    )
    return app


class CeleryBroker:
    """Publishes and counts; from any thread."""

    def __init__(self, app: celery.Celery) -> None:
        self._app = app

    def publish(self, queue: Queue, body: str) -> None:
        """Hand a message over; raises BrokerDown unless the queue has confirmed it."""
        try:
            self._app.send_task(
                TASKS[queue], args=[body], queue=queue.value, retry=True, retry_policy=_RETRY,
                confirm_timeout=CONFIRM_SECONDS,
            )  # fmt: skip
        except (KombuError, OSError, *self._troubles()) as error:
            raise BrokerDown(f"The message queue cannot be reached ({error}).") from error

    def waiting(self, queues: Collection[Queue] = tuple(Queue)) -> int:
        """How many messages wait; those at work left out."""
        try:
            with self._app.connection_for_read(connect_timeout=CONNECT_SECONDS) as connection:
                return sum(_size(connection, queue) for queue in queues)
        except (KombuError, OSError, *self._troubles()) as error:
            raise BrokerDown(f"The message queue cannot be reached ({error}).") from error

    def _troubles(self) -> tuple[type[BaseException], ...]:
        connection = self._app.connection_for_write()
        return (*connection.connection_errors, *connection.channel_errors)


def _queue(name: Queue) -> kombu.Queue:
    """Writes of a desk go through one consumer; should it die, another one takes over."""
    arguments = {"x-single-active-consumer": True} if name is Queue.DESK else None
    exchange = kombu.Exchange(name.value, type="direct", durable=True)
    return kombu.Queue(name.value, exchange, name.value, durable=True, queue_arguments=arguments)


def _redis_options() -> dict[str, Any]:
    """Redis forgets who has what: it looks every few seconds what to give to somebody else."""
    return {
        "visibility_timeout": VISIBILITY_SECONDS, "unacked_restore_interval": 10,
        "queue_order_strategy": "priority", "health_check_interval": 10, "socket_timeout": 30,
        "socket_connect_timeout": CONNECT_SECONDS, "retry_on_timeout": True,
    }  # fmt: skip


def _size(connection: kombu.Connection, queue: Queue) -> int:
    channel = connection.channel()
    try:
        declared = channel.queue_declare(queue=queue.value, passive=True)
    except connection.channel_errors:
        return 0  # it is not there before its first message
    else:
        return int(declared.message_count)
    finally:
        channel.close()
