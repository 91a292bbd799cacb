"""The queue on real brokers: forty events, with workers, writer and broker killed on the way."""

from __future__ import annotations

import pytest

from tests.fakes.brokers import available
from tests.soak.live_queue import soak

pytest.importorskip("fastapi")
pytest.importorskip("celery")


@pytest.mark.parametrize("kind", ["rabbitmq", "redis"])
def test_nothing_accepted_is_lost_or_written_twice(kind):
    if not available(kind):
        pytest.skip(f"{kind} is not installed; tests/install_brokers.sh installs it")
    verdict = soak(kind, events=40, seed=1, down=3.0)
    assert verdict.faults == [], verdict.figures
