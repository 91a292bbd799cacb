"""Every expected error has a code of its own, for programs that must tell it from others."""

from __future__ import annotations

import re

from jobs.errors import ExpectedError
from routing import errors


def kinds(base: type[ExpectedError]) -> list[type[ExpectedError]]:
    return [
        found
        for each in base.__subclasses__()
        if each.__module__ == errors.__name__
        for found in (each, *kinds(each))
    ]


def test_each_kind_of_error_has_one_code_and_no_other_has_it():
    codes = [each.code for each in kinds(errors.RouteCaseError)]
    assert len(codes) == 10
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+_[a-z]+", code) for code in codes)


def test_codes_that_programs_rely_on_stay_as_they_are():
    assert errors.FileRefused.code == "file_refused"
    assert errors.KeyMissing("").code == "key_missing"
    assert errors.KeyWithheld.code == "key_withheld"
    assert issubclass(errors.KeyWithheld, errors.RouterError)
