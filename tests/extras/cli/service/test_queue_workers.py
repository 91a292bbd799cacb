"""The processes beside a queue: none starts without one, and only known desks are written to."""

from __future__ import annotations

import argparse
from dataclasses import replace

import pytest

pytest.importorskip("celery")

from cli.service.commands import main
from cli.service.queue_workers import _written_to, add_arguments
from settings import ServiceSettings, Settings


@pytest.mark.parametrize("name", ["worker", "writer", "owner"])
def test_without_a_queue_none_starts_and_the_variable_is_named(name, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path / "live"))
    monkeypatch.delenv("ROUTECASE_BROKER", raising=False)
    assert main([name]) == 2
    assert "ROUTECASE_BROKER" in capsys.readouterr().err
    assert not (tmp_path / "live").exists()


def test_only_desks_with_an_address_are_written_to():
    none = Settings(service=ServiceSettings())
    one = Settings(service=replace(none.service, zendesk_url="https://acme.zendesk.com"))
    assert _written_to(none) == frozenset()
    assert _written_to(one) == {"zendesk"}


def test_only_the_worker_needs_a_profile_and_works_on_one_event_at_a_time():
    worker, writer = argparse.ArgumentParser(), argparse.ArgumentParser()
    add_arguments(worker, "worker")
    add_arguments(writer, "writer")
    assert vars(worker.parse_args([])) == {"profile": None, "concurrency": 1, "key_for": []}
    assert vars(writer.parse_args([])) == {}
