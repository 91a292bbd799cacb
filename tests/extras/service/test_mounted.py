"""Where its packages and a profile are there, the API is mounted in the app and ends with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("celery")

from service.mounted import mounted
from settings import Settings


def test_it_is_ready_from_start_to_stop(published, tmp_path):
    settings = Settings(models=tmp_path / "no model")
    own = replace(settings.service, folder=tmp_path / "live", profile=published)
    found = mounted(replace(settings, service=own))
    (mount,) = found.routes
    service = mount.app.state.service
    found.start()
    began = service.is_ready
    found.stop()
    assert mount.path == "/api"
    assert (began, service.is_ready) == (True, False)
