"""Slack's Events and Web API, as its documentation describes them."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.signature import signed
from bot.channels.slack.channel import Slack
from bot.channels.vendors.vendor import Call, Vendor

TOKEN, SIGNING_SECRET = "xoxb-1", "8f742231b10e8888abcd99yyyzzz85a5"
FORM = "application/x-www-form-urlencoded"


class FakeSlack(Vendor):
    name = "slack"

    def platform(self, address: str) -> Slack:
        return Slack(TOKEN, SIGNING_SECRET, address)

    def signed(self, body: bytes, age: int = 0) -> Call:
        sent_at = str(int(time.time()) - age)
        signature = f"v0={signed(SIGNING_SECRET, f'v0:{sent_at}:'.encode() + body)}"
        kind = FORM if body.startswith(b"payload=") else "application/json"
        return Call(body, {"X-Slack-Request-Timestamp": sent_at, "X-Slack-Signature": signature, "Content-Type": kind})

    def message(self, text: str, number: int, who: int = 1) -> Call:
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": f"D{who}",
            "user": f"U{who}",
            "ts": f"1741948200.{number:06}",
        }
        return self.signed(json.dumps({"type": "event_callback", "event": {**event, "text": text}}).encode())

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        place = {"channel_type": "im", "channel": f"D{who}", "user": f"U{who}", "ts": f"1741948200.{number:06}"}
        files = [{"id": "F1", "name": name, "mimetype": "image/jpeg", "url_private": f"{self.address}/files/{name}"}]
        event = {"type": "message", "subtype": "file_share", "text": "", "files": files, **place}
        return self.signed(json.dumps({"type": "event_callback", "event": event}).encode())

    def press(self, title: str, number: int, who: int = 1) -> Call:
        action = {"action_ts": f"1741948201.{number:06}", "value": self.offered[title], "text": {"text": title}}
        payload = {"type": "block_actions", "channel": {"id": f"D{who}"}, "actions": [action]}
        return self.signed(urlencode({"payload": json.dumps(payload)}).encode())

    def _own(self, said: dict[str, Any]) -> Call:
        """What the app itself said is an event, too."""
        place = {"channel_type": "im", "channel": said["channel"], "ts": f"1741948299.{len(self.shown):06}"}
        event = {"type": "message", "bot_id": "B1", "user": "U0APP", "text": said["text"], "blocks": said["blocks"], **place}
        return self.signed(json.dumps({"type": "event_callback", "event": event}).encode())

    async def take(self, request: Request) -> Response:
        if request.method == "GET" and request.headers.get("Authorization") == f"Bearer {TOKEN}":
            return self.give(request.url.path)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}" or request.url.path != "/chat.postMessage":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        said = await request.json()
        section, *actions = said["blocks"]
        elements = [element for block in actions for element in block["elements"]]
        buttons = {element["text"]["text"]: element["value"] for element in elements}
        if len(section["text"]["text"]) > 3000 or len(buttons) > 25 or any(len(title) > 75 for title in buttons):
            return JSONResponse({"ok": False, "error": "invalid_blocks"})
        self.show(said["channel"], section["text"]["text"], buttons)
        self.receipts.append(self._own(said))
        return JSONResponse({"ok": True, "ts": f"{len(self.shown)}"})

    def refusal(self) -> Response:
        return JSONResponse({"ok": False, "error": "channel_not_found"})
