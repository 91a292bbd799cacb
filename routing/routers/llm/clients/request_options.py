"""What a request holds beside its messages: found out from what a server refuses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from routing.routers.llm.provider import Abilities, ChatRequest

RIVALS: Final = 5
_LIMITS: Final = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_FORMS: Final = {"schema": "json", "json": "text"}
_FORM_WORDS: Final = ("response_format", "schema", "grammar", "json")
# "max_tokens is too large" is a complaint about the number, not about the name.
_UNKNOWN_WORDS: Final = (
    "unsupported", "not supported", "not allowed", "unrecognized", "unknown", "extra", "instead",
    "unexpected",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """What a request holds beside its messages.

    limit_name: what the field for the longest answer is called.
    temperature: None where the server takes none but its own.
    """

    limit_name: str
    temperature: float | None = 0.0
    abilities: Abilities = field(default_factory=Abilities)

    def without(self, complaint: str) -> RequestOptions | None:
        """The options without what the server complains about, None when it is none of ours."""
        if "logprobs" in complaint and self.abilities.logprobs:
            return self.without_logprobs()
        if "temperature" in complaint and self.temperature is not None:
            return replace(self, temperature=None)
        if self.limit_name in complaint and any(word in complaint for word in _UNKNOWN_WORDS):
            return replace(self, limit_name=_LIMITS[self.limit_name])
        if "max_completion_tokens" in complaint or "max_tokens" in complaint:
            return None
        simpler = _FORMS.get(self.abilities.form)
        if simpler and any(word in complaint for word in _FORM_WORDS):
            return replace(self, abilities=replace(self.abilities, form=simpler))
        return None

    def without_logprobs(self) -> RequestOptions:
        """The same for a server that tells no probabilities."""
        return replace(self, abilities=replace(self.abilities, logprobs=False))

    def body(self, model: str, chat: ChatRequest) -> dict[str, Any]:
        """The request as it is sent, also line by line to the Batch API."""
        body: dict[str, Any] = {
            "model": model,
            "messages": [
                {"role": "system", "content": chat.system},
                {"role": "user", "content": chat.user},
            ],
            self.limit_name: chat.max_tokens,
        }
        if self.temperature is not None:
            body["temperature"] = self.temperature
        if self.abilities.form == "schema":
            schema = {"name": "routing", "strict": True, "schema": chat.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.abilities.form == "json":
            body["response_format"] = {"type": "json_object"}
        if chat.logprobs and self.abilities.logprobs:
            body |= {"logprobs": True, "top_logprobs": RIVALS}
        return body
