"""A profile that is saved and loaded answers as before, and its files hold no secret."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from routing.errors import RouterError
from routing.evaluation.statistics.intervals import proportion
from routing.policy import Policy
from routing.profile import Proof, RoutingProfile
from routing.profile_files import PROFILE, TAXONOMY, load, save
from routing.routers.cascade import CascadeRule
from routing.routers.llm.request import LlmRequest
from tests.conftest import ticket
from tests.routing.conftest import LABELLED

ROOT = Path(__file__).parents[2]
ASKED = [ticket(n, subject="", body=words) for n, words in enumerate(("refund", "crash", "qq"), 1)]


def answers(profile: RoutingProfile):
    return [replace(each, latency_seconds=0.0) for each in profile.open().route(ASKED)]


def test_a_loaded_profile_answers_to_the_bit_as_the_saved_one(profile, tmp_path):
    proven = profile.proven(Proof("run 3", 24, proportion(22, 24), promise=0.95))
    save(proven, tmp_path / "p")
    back = load(tmp_path / "p")
    assert answers(back) == answers(profile)
    assert back.fingerprint == profile.fingerprint
    assert back.proof == proven.proof
    assert back.policy == profile.policy


def test_no_text_of_a_ticket_is_in_the_files(profile, tmp_path):
    save(profile, tmp_path)
    written = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    assert not [each.body for each in LABELLED if each.body.encode() in written]


def test_a_cascade_with_a_model_comes_back_whole(profile, tmp_path):
    llm = LlmRequest("compatible", "m", "http://127.0.0.1:1/v1", temperature=0.5, masking=False)
    made = replace(profile, llm=llm, cascade=CascadeRule(0.9, None))
    save(made, tmp_path)
    back = load(tmp_path)
    assert (back.llm, back.cascade, back.fingerprint) == (llm, made.cascade, made.fingerprint)


def test_past_tickets_in_a_prompt_are_only_written_when_asked_for(profile, tmp_path):
    llm = LlmRequest("openai", "m", examples="nearest")
    made = replace(profile, llm=llm, examples=(ticket(1, "Billing", subject="", body="refund"),))
    with pytest.raises(RouterError, match="1 past tickets"):
        save(made, tmp_path)
    assert list(tmp_path.iterdir()) == []
    save(made, tmp_path, with_texts=True)
    assert load(tmp_path).fingerprint == made.fingerprint


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        (PROFILE, "format = 99", "another version"),
        (PROFILE, "format = 1", "damaged"),
        (PROFILE, "{", "damaged"),
        (TAXONOMY, '[[category]]\nname = "Other"\n', "damaged"),
        (TAXONOMY, "[[", "damaged"),
    ],
)
def test_a_profile_that_was_tampered_with_is_refused_in_a_sentence(
    profile, tmp_path, file, content, says
):
    save(profile, tmp_path)
    (tmp_path / file).write_text(content, "utf-8")
    with pytest.raises(RouterError, match=says):
        load(tmp_path)


def test_an_empty_folder_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(RouterError, match="There is no profile"):
        load(tmp_path / "none")


def test_a_fresh_process_loads_and_answers_without_a_workspace(profile, tmp_path):
    save(profile.under(Policy(0.6)), tmp_path)
    code = (
        "import sys; from pathlib import Path; from routing.profile_files import load; "
        "from routing.ticket import Ticket; "
        "d = load(Path(sys.argv[1])).open().route([Ticket(1, 'T', '', 'refund invoice')]); "
        "print(d[0].category, 'duckdb' in sys.modules, 'streamlit' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=ROOT,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["Billing", "False", "False"]
