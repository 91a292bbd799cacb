"""A command that lacks memory ends with a sentence; any other fault is not hidden."""

from __future__ import annotations

import pytest

from cli.door import guarded


def fails(error: Exception) -> int:
    raise error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("lib.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
)
def test_too_little_memory_is_one_sentence(error: Exception, capsys):
    assert guarded(lambda: fails(error)) == 2
    assert capsys.readouterr().err.startswith("There is too little memory for this command.")


def test_another_fault_and_an_exit_code_come_through():
    with pytest.raises(ValueError, match="else"):
        guarded(lambda: fails(ValueError("else")))
    assert guarded(lambda: 3) == 3
