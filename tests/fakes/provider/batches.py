"""The fake provider's Batch API: files and batches in memory, done as soon as they are started."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from tests.fakes.provider.server import FakeProvider


class Batches:
    """Uploaded files, and batches made of them."""

    def __init__(self, provider: FakeProvider) -> None:
        self.provider = provider
        self.files: dict[str, str] = {}
        self.started: dict[str, dict[str, Any]] = {}

    def forget(self) -> None:
        self.files.clear()
        self.started.clear()

    async def upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        part = form["file"]
        assert isinstance(part, web.FileField)
        return web.json_response(self._kept(part.file.read().decode()))

    async def content(self, request: web.Request) -> web.Response:
        return web.Response(text=self.files[request.match_info["id"]])

    async def create(self, request: web.Request) -> web.Response:
        asked = await request.json()
        name = f"batch_{len(self.started)}"
        answered, refused = [], []
        for place, text in enumerate(self.files[asked["input_file_id"]].splitlines(), 1):
            line = json.loads(text)
            status, body = self._answer(line["body"], place)
            response = {"status_code": status, "body": body}
            (answered if status == 200 else refused).append(
                json.dumps({"custom_id": line["custom_id"], "response": response})
            )
        if self.provider.is_.batch_twice:
            answered += answered[:1]
        self.started[name] = {
            "id": name, "object": "batch", "created_at": 1, "status": "completed", **asked,
            "output_file_id": self._file(answered), "error_file_id": self._file(refused),
        }  # fmt: skip
        return web.json_response(self.started[name])

    async def all(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {"object": "list", "data": list(self.started.values()), "has_more": False}
        )

    async def one(self, request: web.Request) -> web.Response:
        return web.json_response(self.started[request.match_info["id"]])

    def _answer(self, body: dict[str, Any], place: int) -> tuple[int, dict[str, Any]]:
        refused = self.provider.refusal_of_options(body)
        every = self.provider.is_.batch_refuses
        if every and place % every == 0:
            refused = 400, "This line is odd, said the batch", "odd"
        if refused:
            status, words, code = refused
            return status, {"error": {"message": words, "code": code, "type": code}}
        return 200, self.provider.completion(body, "good", share=0.5)

    def _file(self, lines: list[str]) -> str | None:
        return self._kept("\n".join(lines))["id"] if lines else None

    def _kept(self, text: str) -> dict[str, Any]:
        name = f"file-{len(self.files)}"
        self.files[name] = text
        return {"id": name, "object": "file", "bytes": len(text), "created_at": 1,
                "filename": "x.jsonl", "purpose": "batch", "status": "processed"}  # fmt: skip
