"""The ASGI application: screens, file transfer, start and stop of the engine. Nothing else.

`streamlit run app.py` or any ASGI server (`uvicorn app:app`) serves it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from jobs.errors import ExpectedError
from routing.errors import RouteCaseError
from service.mounted import mounted
from settings import Settings
from ui.shell import errors, frame
from ui.shell.server import file_transfer, request_log
from ui.shell.server.process import process
from ui.shell.server.request_guard import RequestGuard
from ui.shell.server.warm_up import warm_up
from ui.shell.session import reader_locale
from usecases.demo import building
from usecases.drift.schedule import DriftSchedule
from usecases.roles import Roles

CANNOT_START: Final = 2


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the workspaces, and at the end stop the jobs before the interpreter goes."""
    try:
        running = process()
        # A role that there is none of stops the start, not the first click.
        Roles.read(running.settings.roles)
        if running.settings.request_log:
            request_log.begin()
        if running.settings.demo:
            scratch = running.scratch.folder_for("demo")
            building.prepare(running.workspaces, running.jobs, scratch)
        watch = DriftSchedule(running.workspaces, running.jobs, lambda: process().settings)
        watch.start()
        warm_up()
        # A mounted application's own lifespan does not run.
        live.start()
    except ExpectedError as problem:
        # Nothing can be shown without a folder to work in; the server would print a traceback.
        sys.stderr.write(f"{problem}\n")
        sys.stderr.flush()
        os._exit(CANNOT_START)
    # What was imported lives as long as the process; the collector need not look at it again.
    gc.freeze()
    yield
    live.stop()
    watch.stop()
    try:
        running.stop()
    except RouteCaseError as problem:
        sys.stderr.write(f"{problem}\n")


reader_locale.follow_the_browser()
live = mounted(Settings.from_environment())
app = st.App(
    Path(__file__).parent / "ui" / "main.py",
    lifespan=lifespan,
    routes=[*file_transfer.routes(), Route("/overview", frame.to_overview), *live.routes],
    middleware=[
        *([Middleware(request_log.RequestLog)] if Settings.from_environment().request_log else []),
        Middleware(RequestGuard, hosts=Settings.from_environment().hosts),
    ],
    on_script_error=errors.show,
)
