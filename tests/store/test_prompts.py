"""Prompts of a workspace: every version is kept, and the same words make no second one."""

from __future__ import annotations

from routing.routers.llm.prompt import Prompt, default_prompt
from store import prompts


def edited(words: str) -> dict[str, str]:
    return default_prompt().edited("mine", f"{words} $categories").to_settings()


def test_every_version_of_a_prompt_is_kept_newest_first(workspace):
    for words in ("Sort.", "Sort well."):
        prompts.save(workspace, edited(words))
    kept = prompts.versions(workspace)
    assert [each.prompt["version"] for each in kept] == ["own 2", "own 1"]
    assert Prompt(**kept[1].prompt).instructions == "Sort. $categories"


def test_the_same_words_are_the_same_version(workspace):
    first = prompts.save(workspace, edited("Sort."))
    prompts.save(workspace, edited("Sort well."))
    assert prompts.save(workspace, {**edited("Sort."), "version": "another name"}) == first
    assert len(prompts.versions(workspace)) == 2
