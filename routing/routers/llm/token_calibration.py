"""How many tokens a request has, brought nearer to the provider's counting with every answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from routing.attempt import Question
from routing.routers.llm.prompt import Prompt
from routing.routers.llm.provider import Usage
from routing.routers.llm.schema import answer_tokens
from routing.routers.llm.token_estimate import ERROR, estimate
from routing.taxonomy import UNKNOWN, Taxonomy

# Tags, the sentence after the tickets and the roles, in tokens.
PROMPT_FRAME: Final = 60
LEARN: Final = 0.2
ANSWER_FRAME: Final = 4
ANSWER_ENTRY: Final = 5
MAX_SYSTEMS: Final = 5_000
# No tokenizer needs more than a token for so many bytes of running text.
BYTES_A_TOKEN: Final = 4
# An answer that was cut gets so many times the room, and at least so much, up to so much.
GROWTH: Final = 4
MIN_GROWN_ROOM: Final = 2_048
MAX_ROOM: Final = 32_768


Pairs = tuple[tuple[str, str], ...]


class Counting:
    """Counts the tokens of prompts and answers under one prompt and taxonomy.

    extra_tokens: room for an answer beside its category.
    """

    def __init__(self, prompt: Prompt, taxonomy: Taxonomy, extra_tokens: int) -> None:
        self._prompt = prompt
        self._taxonomy = taxonomy
        self._extra_tokens = extra_tokens
        self._scale = 1.0
        self._grown = 0
        self._most = MAX_ROOM
        self._rooms: dict[tuple[int, bool], int] = {}
        self._systems: dict[tuple[Pairs, tuple[str, ...]], tuple[str, int]] = {}

    def system(self, examples: Pairs, categories: tuple[str, ...] = ()) -> tuple[str, int]:
        """The instructions and their tokens; most tickets share one.

        categories: those to choose among; empty for all.
        """
        found = self._systems.get((examples, categories))
        if found is None:
            shown = self._taxonomy.only(categories) if categories else self._taxonomy
            text = self._prompt.system(shown, examples)
            found = text, estimate(text) + PROMPT_FRAME
            if len(self._systems) < MAX_SYSTEMS:
                self._systems[examples, categories] = found
        return found

    def of(self, pack: Sequence[Question]) -> tuple[str, int]:
        """The instructions for a pack, whose questions share theirs."""
        return self.system(pack[0].examples, pack[0].categories)

    def prompt(self, pack: Sequence[Question]) -> int:
        """Tokens that the prompt for these questions has."""
        counted = self.of(pack)[1] + sum(question.tokens for question in pack)
        return round(counted * self._scale)

    def worst_prompt(self, pack: Sequence[Question]) -> int:
        """The most the prompt is taken to have: the estimate and its error, bytes / 4 at least.

        The margin stays however well the provider's counting is known: the next text may differ.
        """
        texts = (self.of(pack)[0], *(question.text for question in pack))
        floor = sum(len(text.encode("utf-8", "replace")) for text in texts) / BYTES_A_TOKEN
        return math.ceil(max(self.prompt(pack) * (1 + ERROR), floor + PROMPT_FRAME))

    def room(self, tickets: int, *, stated: bool) -> int:
        """Tokens that an answer may have at most."""
        room = self._rooms.get((tickets, stated))
        if room is None:
            room = answer_tokens(self._taxonomy.names, tickets, stated=stated)
            self._rooms[tickets, stated] = room
        return max(self._extra_tokens + room, self._grown)

    def grow(self, room: int) -> None:
        """An answer did not fit into that room: from now on there is more."""
        more = max(room * GROWTH, MIN_GROWN_ROOM)
        self._grown = max(self._grown, min(more, self._most))

    def shrink(self, room: int) -> bool:
        """The server does not allow that room; False where it has not grown."""
        if room > self._grown or self._grown <= MIN_GROWN_ROOM:
            return False
        self._most = self._grown = max(MIN_GROWN_ROOM, room // 2)
        return True

    def likely_answer(self, tickets: int) -> int:
        """Tokens that an answer usually has."""
        names = self._taxonomy.names or (UNKNOWN,)
        name = sum(estimate(name) for name in names) / len(names)
        return round(ANSWER_FRAME + tickets * (name + ANSWER_ENTRY) + self._extra_tokens)

    def learn(self, pack: Sequence[Question], usage: Usage | None) -> None:
        """Take in what the provider counted."""
        ours = self.prompt(pack)
        if usage and usage.input_tokens and ours:
            self._scale *= 1 + (usage.input_tokens / ours - 1) * LEARN
