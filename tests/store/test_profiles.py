"""Profiles are kept once, whole, for every run that proved them; of older ones the newest few."""

from __future__ import annotations

from store import profiles

FILES = {"profile.toml": b"a = 1", "router/arrays.npz": bytes(range(256))}


def test_files_come_back_to_the_byte(workspace):
    profiles.keep(workspace, "f1", "embedded", FILES, run_id=1)
    assert profiles.of_run(workspace, 1) == FILES


def test_a_run_without_a_profile_has_none(workspace):
    assert profiles.of_run(workspace, 1) is None


def test_the_same_profile_answers_for_every_run_that_proved_it(workspace):
    profiles.keep(workspace, "f1", "embedded", FILES, run_id=1)
    profiles.keep(workspace, "f1", "embedded", FILES, run_id=2)
    assert profiles.of_run(workspace, 1) == profiles.of_run(workspace, 2) == FILES


def test_the_newest_profile_of_a_run_counts(workspace):
    profiles.keep(workspace, "f1", "embedded", FILES, run_id=1)
    profiles.keep(workspace, "f2", "embedded", {"profile.toml": b"b"}, run_id=1)
    assert profiles.of_run(workspace, 1) == {"profile.toml": b"b"}


def test_only_the_newest_few_stay_and_one_that_is_proven_again_is_new(workspace):
    profiles.keep(workspace, "again", "embedded", FILES, run_id=1)
    for number in range(2, profiles.MAX_KEPT + 1):
        profiles.keep(workspace, f"f{number}", "embedded", {"a": b""}, run_id=number)
    profiles.keep(workspace, "again", "embedded", FILES, run_id=90)
    profiles.keep(workspace, "last", "embedded", FILES, run_id=91)
    assert profiles.of_run(workspace, 1) == FILES
    assert profiles.of_run(workspace, 2) is None
    assert profiles.of_run(workspace, 3) == {"a": b""}
    assert profiles.of_run(workspace, 91) == FILES
