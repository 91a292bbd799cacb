"""Celery is set so that nothing is lost, and a broker that is down is told as that."""

from __future__ import annotations

import pytest

pytest.importorskip("celery")

from service.errors import BrokerDown
from service.pipeline.broker import Queue
from service.queue.celery_broker import TASKS, broker_of, queue_app
from tests.fakes.brokers import free_port


def test_a_message_stays_until_its_work_is_done_and_comes_back_when_its_worker_dies():
    conf = queue_app("amqp://127.0.0.1").conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert not conf.task_acks_on_failure_or_timeout
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_ignore_result
    assert conf.result_backend is None
    assert conf.task_default_delivery_mode == "persistent"
    assert conf.broker_transport_options == {"confirm_publish": True}


def test_queues_outlive_the_broker_and_a_desk_has_one_writer():
    queues = {each.name: each for each in queue_app("amqp://127.0.0.1").conf.task_queues}
    assert set(queues) == {each.value for each in Queue} == {each.value for each in TASKS}
    assert all(each.durable for each in queues.values())
    assert queues[Queue.DESK].queue_arguments == {"x-single-active-consumer": True}


@pytest.mark.parametrize("scheme", ["amqp", "redis"])
def test_a_broker_that_is_down_is_told_at_once(scheme):
    broker = broker_of(f"{scheme}://127.0.0.1:{free_port()}")
    with pytest.raises(BrokerDown, match="cannot be reached"):
        broker.publish(Queue.TICKETS, "{}")
    with pytest.raises(BrokerDown):
        broker.waiting()


def test_without_a_url_there_is_no_broker():
    assert broker_of("") is None
