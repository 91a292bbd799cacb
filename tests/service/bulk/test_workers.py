"""A report says whether its worker is free again."""

from __future__ import annotations

from service.bulk.workers import Report
from tests.fakes.bulk_workers import fake_partition


def test_a_partition_has_ended_with_a_part_a_kill_or_a_refusal_and_not_before():
    partition = fake_partition(0)
    assert not Report(partition, rows=3).ended
    assert Report(partition, killed=True).ended
    assert Report(partition, error="no room").ended
