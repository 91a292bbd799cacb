"""Which token a local model is fetched with, seen by a library that only writes it down."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from routing.errors import RouterError
from routing.routers.llm.clients.transformers_router import TransformersRouter
from routing.routers.llm.keys import Keys
from routing.routers.llm.provider_catalog import declared
from routing.taxonomy import Category, Taxonomy

TAXONOMY = Taxonomy((Category("Billing"),))
MINE = "hf-mine"
LIBRARY = """
asked = []

class AutoTokenizer:
    @staticmethod
    def from_pretrained(place, token=None):
        asked.append((place, token))
        if place == "gated/model" and not token:
            raise OSError("401")

class AutoModelForCausalLM(AutoTokenizer):
    @staticmethod
    def from_pretrained(place, token=None):
        asked.append((place, token))
        return AutoModelForCausalLM()

    def eval(self):
        return self
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A library of that name that loads nothing."""
    (tmp_path / "transformers.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "transformers", raising=False)
    import transformers  # noqa: PLC0415 - the one just written

    yield transformers
    del sys.modules["transformers"]


def load(model: str, hub: str = "https://huggingface.co", **environment: str) -> None:
    keys = Keys.from_environment(environment)
    provider = declared("transformers")
    TransformersRouter.load(model, TAXONOMY, token_for=lambda _hub: keys.choose(provider, hub))


def test_a_gated_model_is_fetched_with_the_token_of_the_environment(library):
    load("gated/model", HF_TOKEN=MINE)
    assert library.asked == [("gated/model", MINE)] * 2


def test_the_library_is_told_to_look_for_no_token_of_its_own(library):
    load("open/model")
    TransformersRouter.load("open/model", TAXONOMY)
    assert [token for _, token in library.asked] == [False] * 4


def test_a_hub_that_the_token_was_not_set_for_gets_none(library):
    load("open/model", hub="https://hub.example", HF_TOKEN=MINE)
    assert {token for _, token in library.asked} == {False}


@pytest.mark.parametrize(
    ("hub", "environment", "words"),
    [
        ("https://huggingface.co", {}, "A gated model wants a token: set HF_TOKEN"),
        ("https://hub.example", {"HF_TOKEN": MINE}, "--key-for hub.example"),
    ],
)
@pytest.mark.usefixtures("library")
def test_a_gated_model_without_a_token_says_what_to_do(hub, environment, words):
    with pytest.raises(RouterError, match=words):
        load("gated/model", hub, **environment)
