"""A profile in one file answers as before; what was changed on the way is refused in a sentence."""

from __future__ import annotations

import json
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from routing.errors import RouterError
from routing.evaluation.statistics.intervals import proportion
from routing.policy import Policy
from routing.profile import Proof, RoutingProfile
from routing.profile_archive import MANIFEST, manifest, read, write
from routing.profile_files import PROFILE
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from routing.version import VERSION
from tests.conftest import ticket

ASKED = [ticket(n, subject="", body=words) for n, words in enumerate(("refund", "crash", "qq"), 1)]


def answers(profile):
    return [replace(each, latency_seconds=0.0) for each in profile.open().route(ASKED)]


def rewritten(file: Path, change) -> Path:
    """The same archive after a change of its members."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


@pytest.fixture
def file(profile, tmp_path) -> Path:
    write(profile, tmp_path / "p.profile")
    return tmp_path / "p.profile"


def test_the_profile_answers_to_the_bit_as_the_one_that_was_written(profile, tmp_path):
    proven = profile.proven(Proof("run 3", 24, proportion(22, 24), promise=0.95))
    written = write(proven, tmp_path / "p")
    back = read(tmp_path / "p")
    assert answers(back) == answers(profile)
    assert (back.fingerprint, back.proof) == (written.fingerprint, proven.proof)


def test_the_manifest_names_format_product_fingerprint_and_the_hash_of_each_member(profile, file):
    with zipfile.ZipFile(file) as archive:
        record = json.loads(archive.read(MANIFEST))
        assert set(record["sha256"]) == set(archive.namelist()) - {MANIFEST}
    assert (record["format"], record["product"]) == (1, VERSION)
    assert manifest(file).fingerprint == profile.fingerprint


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION


def test_equal_profiles_make_equal_files(profile, file, tmp_path):
    write(profile, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == file.read_bytes()


def test_no_member_can_be_run(file):
    with zipfile.ZipFile(file) as archive:
        assert not [each for each in archive.namelist() if archive.read(each)[:2] == b"\x80\x04"]
        assert {Path(each).suffix for each in archive.namelist()} == {".json", ".toml", ".npz"}


def flip(members):
    name = next(each for each in members if each.endswith("npz"))
    members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])


def another_format(members):
    record = json.loads(members[MANIFEST]) | {"format": 99}
    members[MANIFEST] = json.dumps(record).encode()


def without_profile(members):
    del members[PROFILE]


def without_router(members):
    """A member is gone, and the manifest says nothing of it."""
    record = json.loads(members[MANIFEST])
    for name in [each for each in record["sha256"] if each.startswith("router/")]:
        del members[name], record["sha256"][name]
    members[MANIFEST] = json.dumps(record).encode()


def outside(members):
    """A name that would be written elsewhere."""
    record = json.loads(members[MANIFEST])
    record["sha256"]["../../evil"] = "0"
    members[MANIFEST], members["../../evil"] = json.dumps(record).encode(), b""


def another_fingerprint(members):
    record = json.loads(members[MANIFEST]) | {"fingerprint": "f" * 32}
    members[MANIFEST] = json.dumps(record).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (flip, "not as it was written"), (another_format, "has format 99"),
        (without_profile, "is missing"), (without_router, "damaged"), (outside, "damaged"),
        (another_fingerprint, "fingerprint is another"),
        (lambda members: members.pop(MANIFEST), "damaged"),
    ],
)  # fmt: skip
def test_what_was_changed_is_refused_in_one_sentence_that_names_the_file(file, change, says):
    with pytest.raises(RouterError, match=says) as refusal:
        read(rewritten(file, change))
    assert str(file) in str(refusal.value)


def test_whatever_byte_is_damaged_it_is_refused_or_read_as_it_was(tmp_path):
    llm = LlmRequest("compatible", "m", "http://127.0.0.1:1/v1")
    small = RoutingProfile(Taxonomy((Category("Billing"),)), Policy(0.5), llm=llm)
    file = tmp_path / "small.profile"
    write(small, file)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            assert read(file).fingerprint == small.fingerprint
        except RouterError as refusal:
            assert str(file) in str(refusal)  # noqa: PT017 - either is right


def test_a_file_that_was_cut_or_is_none_is_refused(file, tmp_path):
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RouterError, match="damaged"):
        read(file)
    with pytest.raises(RouterError, match="There is no profile"):
        read(tmp_path / "none")


def test_past_tickets_go_along_only_when_asked_for_and_masked(profile, tmp_path):
    shown = ticket(1, "Billing", subject="", body="refund to anna@example.org")
    made = replace(profile, llm=LlmRequest("openai", "m", examples="nearest"), examples=(shown,))
    with pytest.raises(RouterError, match="1 past tickets"):
        write(made, tmp_path / "p")
    assert not list(tmp_path.iterdir())
    write(made, tmp_path / "p", with_texts=True)
    (back,) = read(tmp_path / "p").examples
    assert "refund" in back.body
    assert "anna@example.org" not in back.body
