"""What Meta's two platforms share: the signature, the token and the errors of the Graph API."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.signature import signed
from bot.channels.vendors.vendor import Call, Vendor

TOKEN, APP_SECRET, VERIFY_TOKEN = "EAAB-token", "app-secret", "verify-me"


class FakeMeta(Vendor):
    path: str
    # Whether files are given to who knows their address.
    has_open_files = False

    def signed(self, body: bytes) -> Call:
        signature = f"sha256={signed(APP_SECRET, body)}"
        return Call(body, {"X-Hub-Signature-256": signature, "Content-Type": "application/json"})

    def batch(self, of: str, entry: dict[str, Any]) -> Call:
        return self.signed(json.dumps({"object": of, "entry": [entry]}).encode())

    def gathered(self, calls: Sequence[Call]) -> list[Call]:
        """In one."""
        batches = [json.loads(call.body) for call in calls]
        entries = [entry for batch in batches for entry in batch["entry"]]
        return [self.signed(json.dumps({"object": batches[0]["object"], "entry": entries}).encode())] if batches else []

    async def take(self, request: Request) -> Response:
        is_open = self.has_open_files and request.method == "GET"
        if not is_open and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return graph_error(401, 190)
        if request.method == "GET":
            return self.give_media(request.url.path)
        if request.headers.get("Content-Type", "").startswith("multipart/form-data"):
            return await self.accept_upload(request.url.path, await request.form())
        if request.url.path != self.path:
            return graph_error(404, 100)
        return self.accept(await request.json())

    async def accept_upload(self, path: str, form: FormData) -> Response:
        raise NotImplementedError

    def give_media(self, path: str) -> Response:
        return self.give(path)

    def accept(self, message: dict[str, Any]) -> Response:
        raise NotImplementedError


def graph_error(status: int, code: int, subcode: int | None = None) -> Response:
    return JSONResponse({"error": {"message": "no", "type": "OAuthException", "code": code, "error_subcode": subcode}}, status)
