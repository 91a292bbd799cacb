"""The transformers router, with a model small enough to be made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from routing.errors import RouterError
from routing.routers.llm.clients.transformers_router import TransformersRouter
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

transformers = pytest.importorskip("transformers", reason="needs pip install transformers torch")
pytest.importorskip("torch", reason="needs pip install transformers torch")

TAXONOMY = Taxonomy((Category("Billing"), Category("Technical Support")))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Llama with random weights and a tokenizer of single bytes."""
    place = tmp_path_factory.mktemp("tiny")
    alphabet = {sign: i for i, sign in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocab=alphabet, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer).save_pretrained(place)
    config = transformers.LlamaConfig(
        vocab_size=len(alphabet), hidden_size=16, intermediate_size=32, num_hidden_layers=1,
        num_attention_heads=2, max_position_embeddings=8192,
    )  # fmt: skip
    transformers.LlamaForCausalLM(config).save_pretrained(place)
    return place


def test_a_model_in_a_directory_answers_with_a_category_and_shares_that_add_up(directory):
    router = TransformersRouter.load(str(directory), TAXONOMY)
    decisions = router.route(
        [Ticket(1, "1", "Hello", "My invoice is wrong."), Ticket(2, "2", "", "")]
    )
    first, empty = decisions
    assert first.category in {"Billing", "Technical Support", "Unknown"}
    assert first.confidence + sum(a.confidence for a in first.alternatives) == pytest.approx(1.0)
    assert (empty.category, empty.confidence) == ("Unknown", 0.0)


def test_the_same_ticket_gets_the_same_answer(directory):
    router = TransformersRouter.load(str(directory), TAXONOMY)
    ticket = Ticket(1, "1", "Hello", "It is broken.")
    assert router.route([ticket]) == router.route([ticket])


def test_a_place_without_a_model_is_one_sentence(tmp_path):
    with pytest.raises(RouterError, match="no usable language model"):
        TransformersRouter.load(str(tmp_path), TAXONOMY)
