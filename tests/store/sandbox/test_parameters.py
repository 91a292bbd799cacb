"""Parameters are found without parsing the statement."""

from __future__ import annotations

from store.sandbox.parameters import parameter_names


def test_what_only_looks_like_a_parameter_is_none() -> None:
    assert parameter_names("SELECT '$a', \"$b\", $$ $c $$, $d -- $e\n /* $f */, $d, $G") == [
        "d",
        "G",
    ]
