"""Messenger, as its documentation describes it."""

import json
from typing import Any

from starlette.datastructures import FormData
from starlette.responses import JSONResponse, Response

from bot.channels.messenger.channel import Messenger
from bot.channels.vendors.meta import APP_SECRET, TOKEN, VERIFY_TOKEN, FakeMeta, graph_error
from bot.channels.vendors.vendor import Call


class FakeMessenger(FakeMeta):
    name = "messenger"
    path = "/me/messages"
    has_open_files = True

    def platform(self, address: str) -> Messenger:
        return Messenger(TOKEN, APP_SECRET, VERIFY_TOKEN, address)

    def message(self, text: str, number: int, who: int = 1) -> Call:
        return self._event(number, who, {"mid": f"m_{who}_{number}", "text": text})

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        url = {"url": f"{self.address}/files/{name}"}
        return self._event(number, who, {"mid": f"m_{who}_{number}", "attachments": [{"type": "image", "payload": url}]})

    def press(self, title: str, number: int, who: int = 1) -> Call:
        said = {"mid": f"m_{who}_{number}", "text": title, "quick_reply": {"payload": self.offered[title]}}
        return self._event(number, who, said)

    def _event(self, number: int, who: int, said: dict[str, Any]) -> Call:
        people = {"sender": {"id": f"PSID-{who}"}, "recipient": {"id": "PAGE"}}
        event = {**people, "timestamp": 1741948200000 + number, "message": said}
        return self.batch("page", {"id": "PAGE", "time": 1741948200000, "messaging": [event]})

    def _echo(self, to: str, said: dict[str, Any]) -> Call:
        heard = {"mid": f"m_out_{len(self.shown)}", "is_echo": True, "text": said["text"], "metadata": said["metadata"]}
        event = {"sender": {"id": "PAGE"}, "recipient": {"id": to}, "timestamp": 1741948200000, "message": heard}
        return self.batch("page", {"id": "PAGE", "time": 1741948200000, "messaging": [event]})

    def accept(self, message: dict[str, Any]) -> Response:
        said = message["message"]
        buttons = {reply["title"]: reply["payload"] for reply in said.get("quick_replies", [])}
        if not 1 <= len(said["text"]) <= 2000 or len(buttons) > 13 or any(len(title) > 20 for title in buttons):
            return graph_error(400, 100)
        self.show(message["recipient"]["id"], said["text"], buttons)
        self.receipts.append(self._echo(message["recipient"]["id"], said))
        return JSONResponse({"recipient_id": message["recipient"]["id"], "message_id": f"m_{len(self.shown)}"})

    async def accept_upload(self, path: str, form: FormData) -> Response:
        to, message = (json.loads(str(form[name])) for name in ("recipient", "message"))
        if path != self.path or message["attachment"]["type"] not in {"image", "file"}:
            return graph_error(400, 100)
        self.receipts.append(self._echo(to["id"], {"text": "", **message}))
        return await self.take_file(to["id"], form["filedata"], {"message_id": f"m_{len(self.shown)}"})

    def refusal(self) -> Response:
        return graph_error(400, 551, 1545041)
