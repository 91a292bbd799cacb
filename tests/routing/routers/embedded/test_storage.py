"""A router that is saved and loaded answers as before, to the bit, and holds no ticket."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.decision import Decision
from routing.errors import RouterError
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.storage import ARRAYS, RECORD
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import
ROOT = Path(__file__).parents[4]
ASKED = [
    Ticket(i, str(i), "", text)
    for i, text in enumerate(
        ["late refund", "error crash 17 zebra", "", "ich habe keine Rechnung nicht", "qqq", "box"],
        1,
    )
]


def answers(router: EmbeddedRouter, asked: list[Ticket]) -> list[Decision]:
    return [replace(decision, latency_seconds=0) for decision in router.route(asked)]


@settings(max_examples=10, deadline=None)
@given(drawn=st.data())
def test_a_loaded_router_answers_as_the_saved_one(
    taxonomy: Taxonomy, lasting_embedder: WordEmbedder, make_desk: Desk, drawn: st.DataObject
):
    per_category = drawn.draw(st.sampled_from([0, 1, 7, 20]))
    model = drawn.draw(st.sampled_from([lasting_embedder, None]))
    odd = drawn.draw(st.text(min_size=1, max_size=20))
    history = [*make_desk(per_category), Ticket(999, odd, "", odd, category="Billing")]
    saved = EmbeddedRouter.fit(taxonomy, history if per_category else [], model)
    texts = drawn.draw(st.lists(st.text(max_size=30), max_size=4))
    asked = [*ASKED, *(Ticket(100 + i, "", "", text) for i, text in enumerate(texts))]
    with TemporaryDirectory() as folder:
        saved.save(Path(folder) / "router")
        loaded = EmbeddedRouter.load(Path(folder) / "router", model)
    assert answers(loaded, asked) == answers(saved, asked)
    assert (loaded.fingerprint, loaded.warnings) == (saved.fingerprint, saved.warnings)
    words = [ticket.body for ticket in ASKED if ticket.body]
    one, other = saved.infer(words).prediction, loaded.infer(words).prediction
    assert np.array_equal(one.probabilities, other.probabilities)
    assert np.array_equal(one.out_of_scope, other.out_of_scope)


def test_no_text_of_a_ticket_is_kept(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, tmp_path: Path
):
    history = make_desk(20)
    EmbeddedRouter.fit(taxonomy, history, embedder).save(tmp_path)
    content = (tmp_path / RECORD).read_bytes() + (tmp_path / ARRAYS).read_bytes()
    assert history[0].id.encode() in content
    assert not any(ticket.body.encode() in content for ticket in history)


def test_a_fresh_process_answers_the_same_without_scikit_learn(
    taxonomy: Taxonomy, make_desk: Desk, tmp_path: Path
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(30), None)
    router.save(tmp_path)
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from routing.routers.embedded import EmbeddedRouter\n"
        "from routing.ticket import Ticket\n"
        "router = EmbeddedRouter.load(Path(sys.argv[1]), None)\n"
        "asked = [Ticket(1, '1', '', 'late refund'), Ticket(2, '2', '', 'error zebra')]\n"
        "print(json.dumps([[d.category, d.confidence, d.reason] for d in router.route(asked)]))\n"
        "print('sklearn' in sys.modules, 'pandas' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    decisions, modules = done.stdout.splitlines()
    asked = [Ticket(1, "1", "", "late refund"), Ticket(2, "2", "", "error zebra")]
    assert json.loads(decisions) == [
        [d.category, d.confidence, d.reason] for d in router.route(asked)
    ]
    assert modules == "False False"


def test_another_embedder_than_the_one_it_learned_with_is_refused(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, tmp_path: Path
):
    EmbeddedRouter.fit(taxonomy, make_desk(3), embedder).save(tmp_path)
    with pytest.raises(RouterError, match="files are missing"):
        EmbeddedRouter.load(tmp_path, None)
    other = type(embedder)()
    other.fingerprint = "another"
    with pytest.raises(RouterError, match="another embedding model"):
        EmbeddedRouter.load(tmp_path, other)


def test_what_is_no_router_is_said_plainly(taxonomy: Taxonomy, tmp_path: Path):
    with pytest.raises(RouterError, match="no saved router"):
        EmbeddedRouter.load(tmp_path / "nowhere", None)
    EmbeddedRouter.fit(taxonomy, [], None).save(tmp_path)
    record = json.loads((tmp_path / RECORD).read_text())
    (tmp_path / RECORD).write_text(json.dumps({**record, "format": 99}))
    with pytest.raises(RouterError, match="another version"):
        EmbeddedRouter.load(tmp_path, None)
    (tmp_path / RECORD).write_text("{}")
    with pytest.raises(RouterError, match="damaged"):
        EmbeddedRouter.load(tmp_path, None)
    (tmp_path / RECORD).write_text(json.dumps(record))
    (tmp_path / ARRAYS).write_bytes(b"no archive")
    with pytest.raises(RouterError, match="damaged"):
        EmbeddedRouter.load(tmp_path, None)


def test_a_router_without_one_of_its_arrays_is_refused_not_answered_otherwise(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, tmp_path: Path
):
    EmbeddedRouter.fit(taxonomy, make_desk(3), embedder).save(tmp_path)
    with np.load(tmp_path / ARRAYS) as file:
        arrays = dict(file)
    for missing in arrays:
        np.savez(tmp_path / ARRAYS, **{name: arrays[name] for name in arrays if name != missing})
        with pytest.raises(RouterError, match="damaged"):
            EmbeddedRouter.load(tmp_path, embedder)
    np.savez(tmp_path / ARRAYS, **arrays)
    EmbeddedRouter.load(tmp_path, embedder)


def test_a_folder_that_cannot_be_made_is_named(taxonomy: Taxonomy, tmp_path: Path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(RouterError, match="cannot be written"):
        EmbeddedRouter.fit(taxonomy, [], None).save(in_the_way / "router")
