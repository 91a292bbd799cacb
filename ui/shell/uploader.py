"""The upload zone: a small component that streams a file to the server's disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from ui.shell.server import file_transfer
from ui.shell.server.process import process, session_id

_PARTS: Final = Path(__file__).parent / "upload"
_component = st.components.v2.component(
    "routecase_upload",
    html=(_PARTS / "upload.html").read_text(encoding="utf-8"),
    css=(_PARTS / "upload.css").read_text(encoding="utf-8"),
    js=(_PARTS / "upload.js").read_text(encoding="utf-8"),
)


def uploaded_files(place: str) -> list[Path]:
    """Draw the zone; the files that this session uploaded there last, none before."""
    token = _token(place)
    answer = _component(
        key=f"upload_{place}",
        data={"address": f"/transfer/upload/{token}/"},
        on_uploaded_change=lambda: None,
    )
    if answer.uploaded:
        st.session_state[f"uploaded_{place}"] = answer.uploaded
    names = st.session_state.get(f"uploaded_{place}", [])
    found = (file_transfer.uploaded(token, name) for name in names)
    return [file for file in found if file]


def uploaded_file(place: str) -> Path | None:
    """The same for a place that takes one file only; the last one counts."""
    return next(reversed(uploaded_files(place)), None)


def forget(place: str) -> None:
    """Let the zone be empty again."""
    st.session_state.pop(f"uploaded_{place}", None)


def _token(place: str) -> str:
    key = f"upload_token_{place}"
    if key not in st.session_state:
        folder = process().files.folder(session_id(), "uploads")
        most_bytes = process().settings.upload_bytes
        st.session_state[key] = file_transfer.open_upload(folder, most_bytes)
    return str(st.session_state[key])
