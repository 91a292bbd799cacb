"""The ASGI application: screens, file transfer, start and stop of the engine. Nothing else.

`streamlit run app.py` or any ASGI server (`uvicorn app:app`) serves it.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Route

from ui.shell import errors, file_transfer, frame
from ui.shell.process import process
from usecases import demo


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the workspaces, and at the end stop the jobs before the interpreter goes."""
    running = process()
    if running.settings.demo:
        demo.prepare(running.workspaces, running.jobs, running.settings.models)
    # What was imported lives as long as the process; the collector need not look at it again.
    gc.freeze()
    yield
    running.stop()


app = st.App(
    Path(__file__).parent / "ui" / "main.py",
    lifespan=lifespan,
    routes=[*file_transfer.routes(), Route("/overview", frame.to_overview)],
    on_script_error=errors.show,
)
