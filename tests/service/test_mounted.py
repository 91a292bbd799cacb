"""The app does without the API where no profile is named or its packages are missing."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import pytest

from service.mounted import Mounted, mounted
from settings import Settings


def named(file) -> Settings:
    plain = Settings()
    return replace(plain, service=replace(plain.service, profile=file))


def test_without_a_profile_nothing_is_mounted_and_nothing_is_opened(tmp_path):
    settings = named(None)
    away = replace(settings, service=replace(settings.service, folder=tmp_path / "live"))
    assert mounted(away) == Mounted()
    assert not (tmp_path / "live").exists()


@pytest.mark.skipif(find_spec("fastapi") is not None, reason="the packages are there")
def test_without_the_packages_a_profile_is_no_reason_to_fail(file):
    assert mounted(named(file)).routes == ()


def test_nothing_can_be_started_and_stopped_like_something():
    nothing = Mounted()
    nothing.start()
    nothing.stop()
    assert nothing.routes == ()
