"""The gallery shows what is there, and what is not yet."""

from __future__ import annotations

from usecases.demo.gallery import gallery


def test_a_built_demo_shows_its_case_and_the_others_that_they_are_missing(workspaces):
    shown = {each.company.name: each for each in gallery(workspaces)}
    assert [name for name, each in shown.items() if each.is_made] == ["Corrane Bank"]
    assert shown["Corrane Bank"].report.company == "Corrane Bank"
    assert shown["Hollenvik"].report is None
