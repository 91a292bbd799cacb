"""A published profile fills the fields of its run, with what their dials vouch for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing import profile_archive
from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from tests.routing.fields.test_learned import desk
from tests.usecases.conftest import right
from usecases.fields.definitions import save_fields
from usecases.fields.figures import field_figures
from usecases.live.field_heads import field_heads
from usecases.runs.field_answers import fill as fill_fields

TOML = """
[[field]]
name = "Priority"
kind = "learned"
column = "priority"
read = ["plan"]
target = "priority"
[[field]]
name = "Language"
kind = "language"
"""


@pytest.fixture
def run(workspace, fill, routed):
    fill(workspace, [replace(t, category="Billing") for t in desk(300, noise=0.02)])
    made = routed(right)
    save_fields(workspace, TOML)
    fill_fields(workspace, made.run_id)
    return made


def test_they_come_back_from_the_file_and_answer(workspace, run, tmp_path):
    heads = field_heads(workspace, run.run_id)
    llm = LlmRequest("compatible", "m", "http://127.0.0.1:1/v1")
    profile = RoutingProfile(Taxonomy((Category("Billing"),)), Policy(), llm=llm, fields=heads)
    profile_archive.write(profile, tmp_path / "p.profile")
    loaded = profile_archive.read(tmp_path / "p.profile")
    assert loaded.fingerprint == profile.fingerprint
    assert loaded.fingerprint != replace(profile, fields=()).fingerprint
    measured = field_figures(workspace, run.run_id)[0]
    priority, language = loaded.fields
    assert priority.threshold == measured.dial.threshold is not None
    asked = desk(1)[0]
    filled = priority.fill(asked, asked.text)
    assert filled.alone == measured.may_write(filled.confidence)
    assert (filled.target, language.threshold) == ("priority", None)


def test_without_fields_there_are_no_heads(workspace, measured):
    assert field_heads(workspace, measured(right, 40).run_id) == ()
