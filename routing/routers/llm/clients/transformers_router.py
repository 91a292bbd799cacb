"""A local Hugging Face model as a router; an extra, for it needs `transformers` and `torch`."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from routing.decision import Alternative, Decision
from routing.errors import RouterError
from routing.routers.llm.keys import KeyChoice, KeySource
from routing.routers.llm.outgoing_ticket import OutgoingTicket, as_it_is
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

MAX_TEXT_CHARACTERS: Final = 4_000
MAX_ALTERNATIVES: Final = 3
REASON: Final = "Confidence from the model's probabilities of the category names; not calibrated."
NO_TEXT: Final = "the ticket has no text"


class TransformersRouter:
    """Asks a causal language model which category's name is likeliest as the answer.

    Nothing is generated: every name is scored as it would stand in the answer, so each answer is
    a category, with a probability that comes from the model itself. Nothing leaves this machine.

    model, tokenizer: as `transformers` loads them. identity: hash or name of the weights.
    """

    warnings: tuple[str, ...] = ()

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        identity: str,
        taxonomy: Taxonomy,
        *,
        prompt: Prompt | None = None,
        outgoing: Callable[[Ticket], OutgoingTicket] = as_it_is,
    ) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._identity = identity
        self._names = (*taxonomy.names, UNKNOWN)
        self._prompt = prompt or default_prompt()
        self._system = self._prompt.system(taxonomy, ())
        self._outgoing = outgoing

    @classmethod
    def load(
        cls,
        place: str,
        taxonomy: Taxonomy,
        outgoing: Callable[[Ticket], OutgoingTicket] = as_it_is,
        token_for: Callable[[str], KeyChoice] | None = None,
    ) -> TransformersRouter:
        """Load a model from a directory, or by its name from the hub or the local cache.

        token_for: the token that may go to the hub at an address; without it none is sent.
        Raises RouterError when the extra is not installed or there is no such model.
        """
        try:
            from huggingface_hub import constants  # noqa: PLC0415 - comes with the extra
            from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise RouterError(
                'The transformers router needs an extra: pip install "transformers" "torch".'
            ) from error
        choice = token_for(constants.ENDPOINT) if token_for else None
        # False and not None: the library would look for a token of its own, and send it anywhere.
        token = (choice.key if choice else "") or False
        try:
            tokenizer = AutoTokenizer.from_pretrained(place, token=token)
            model = AutoModelForCausalLM.from_pretrained(place, token=token).eval()
        except (OSError, ValueError) as error:
            raise RouterError(_unusable(place, choice)) from error
        return cls(model, tokenizer, place, taxonomy, outgoing=outgoing)

    @property
    def name(self) -> str:
        """The name shown to people."""
        return f"transformers · {Path(self._identity).name}"

    @property
    def fingerprint(self) -> str:
        """Hash of model, prompt and taxonomy."""
        parts = [self._identity, self._system, *self._prompt.to_settings().values()]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        return [self._decide(ticket) for ticket in tickets]

    def _decide(self, ticket: Ticket) -> Decision:
        sent = self._outgoing(ticket)
        text = sent.text.strip()[:MAX_TEXT_CHARACTERS]
        if not text:
            return Decision(ticket.key, UNKNOWN, 0.0, self.name, reason=NO_TEXT)
        shares = _shares(self._likelihoods(text))
        ranked = sorted(zip(shares, self._names, strict=True), reverse=True)
        (best, category), *others = ranked
        return Decision(
            ticket_key=ticket.key,
            category=category,
            confidence=best,
            router=self.name,
            alternatives=tuple(Alternative(n, p) for p, n in others[:MAX_ALTERNATIVES]),
            reason=" ".join((REASON, *sent.notes)),
        )

    def _likelihoods(self, text: str) -> list[float]:
        """Mean log-probability per token of every name, as the answer to this ticket."""
        import torch  # noqa: PLC0415 - an extra

        before = self._tokens(self._question(text) + '{"category": "')
        found = []
        for name in self._names:
            answer = self._tokens(json.dumps(name, ensure_ascii=False)[1:-1] + '"}')
            whole = torch.tensor([before + answer])
            with torch.no_grad():
                logits = self._model(whole).logits[0, len(before) - 1 : -1]
            logprobs = torch.log_softmax(logits.float(), dim=-1)
            each = logprobs.gather(1, torch.tensor(answer)[:, None])
            found.append(float(each.mean()))
        return found

    def _question(self, text: str) -> str:
        user = self._prompt.user([text], schema=False, stated=False)
        if getattr(self._tokenizer, "chat_template", None):
            messages = [
                {"role": "system", "content": self._system},
                {"role": "user", "content": user},
            ]
            return str(
                self._tokenizer.apply_chat_template(
                    messages, tokenize=False, add_generation_prompt=True
                )
            )
        return f"{self._system}\n\n{user}\n\n"

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False))


def _unusable(place: str, choice: KeyChoice | None) -> str:
    if Path(place).is_dir():
        return f'There is no usable language model in the directory "{place}".'
    sentence = f'There is no usable language model "{place}" on the hub or in its local cache.'
    if choice is None or choice.key:
        return sentence
    if choice.source is KeySource.WITHHELD:
        return f"{sentence} {choice.refusal('the hub')}"
    return f"{sentence} A gated model wants a token: set {choice.variable}."


def _shares(likelihoods: Sequence[float]) -> list[float]:
    """Shares that add up to 1.

    >>> [round(share, 2) for share in _shares([0.0, 0.0])]
    [0.5, 0.5]
    """
    highest = max(likelihoods)
    weights = [math.exp(value - highest) for value in likelihoods]
    return [weight / sum(weights) for weight in weights]
