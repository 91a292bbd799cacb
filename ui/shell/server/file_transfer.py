"""Files between browser and disk, past the session's memory: uploads in, exports out.

Streamlit's own uploader holds a whole file in memory; these routes stream. A place is opened by
a screen for one file and known only to the browser that was shown it.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from roi.numbers import number
from ui.shell.texts import text

_uploads: dict[str, tuple[Path, int]] = {}
_downloads: dict[str, Path] = {}
_UNSAFE: Final = re.compile(r"[^\w. ()-]+")
FULL: Final = text("shared.the_disk_of_the_server_is_full")


def open_upload(folder: Path, most_bytes: int) -> str:
    """A new place for uploads below that folder; returns its secret token."""
    token = secrets.token_urlsafe(24)
    _uploads[token] = (folder, most_bytes)
    return token


def uploaded(token: str, name: str) -> Path | None:
    """The file that came in under that name, None when there is none."""
    folder, _ = _uploads.get(token, (Path(), 0))
    file = folder / token[:12] / _safe(name)
    return file if token in _uploads and file.is_file() else None


def open_download(file: Path) -> str:
    """The address under which the browser can fetch that file."""
    token = secrets.token_urlsafe(24)
    _downloads[token] = file
    return f"/transfer/download/{token}/{file.name}"


def routes() -> list[Route]:
    """The routes of the application."""
    return [
        Route("/transfer/upload/{token}/{name}", _receive, methods=["PUT"]),
        Route("/transfer/download/{token}/{name}", _send, methods=["GET"]),
    ]


async def _receive(request: Request) -> Response:
    place = _uploads.get(request.path_params["token"])
    if place is None:
        return _refused(text("shared.the_page_is_out_of_date_reload"), 403)
    folder, most_bytes = place
    target = folder / request.path_params["token"][:12] / _safe(request.path_params["name"])
    part = anyio.Path(target.parent / f".part-{secrets.token_hex(8)}")
    try:
        await part.parent.mkdir(parents=True, exist_ok=True)
        size = await _stream(request, part, most_bytes)
        if size > most_bytes:
            megabytes = most_bytes // 1024 // 1024
            return _refused(
                text("shared.the_file_is_larger_than_mb").format(megabytes=number(megabytes)), 413
            )
        await part.replace(target)
    except ClientDisconnect:
        return _refused(text("shared.the_upload_was_broken_off_try"), 400)
    except OSError:
        return _refused(FULL, 507)
    finally:
        await part.unlink(missing_ok=True)
    return JSONResponse({"name": target.name, "bytes": size})


async def _stream(request: Request, part: anyio.Path, most_bytes: int) -> int:
    """Write the body to a file; its size so far, as soon as it is over `most_bytes`."""
    size = 0
    async with await part.open("wb") as stream:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most_bytes:
                break
            await stream.write(chunk)
    return size


async def _send(request: Request) -> Response:
    # An address answers once: in a history or a log it leads nowhere.
    file = _downloads.pop(request.path_params["token"], None)
    if file is None or not file.is_file():
        return _refused(text("shared.this_download_has_expired_ask"), 404)
    return FileResponse(file, filename=file.name)


def _refused(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)


def _safe(name: str) -> str:
    """A file name without folders and odd characters, never hidden or empty.

    >>> _safe("../../etc/passwd"), _safe("..."), _safe("März (2).csv")
    ('passwd', 'file', 'März (2).csv')
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", base).strip(". ")[-120:] or "file"
