"""The WhatsApp Cloud API, as its documentation describes it."""

from typing import Any

from starlette.datastructures import FormData
from starlette.responses import JSONResponse, Response

from bot.channels.vendors.meta import APP_SECRET, TOKEN, VERIFY_TOKEN, FakeMeta, graph_error
from bot.channels.vendors.vendor import Call
from bot.channels.whatsapp.channel import WhatsApp

NUMBER_ID = "106540352242922"


class FakeWhatsApp(FakeMeta):
    name = "whatsapp"
    path = f"/{NUMBER_ID}/messages"

    def __init__(self) -> None:
        super().__init__()
        # Our own names of the messages, as they came along.
        self.names: list[str] = []
        # Names of files by the ids that they got.
        self.uploaded: dict[str, str] = {}

    def platform(self, address: str) -> WhatsApp:
        return WhatsApp(TOKEN, APP_SECRET, VERIFY_TOKEN, NUMBER_ID, address)

    def message(self, text: str, number: int, who: int = 1) -> Call:
        return self._value(messages=[self._said(number, who, type="text", text={"body": text})])

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        return self._value(messages=[self._said(number, who, type="image", image={"id": name, "mime_type": "image/jpeg"})])

    def give_media(self, path: str) -> Response:
        """First the address, then what lies there."""
        return self.give(path) if path.startswith("/files/") else JSONResponse({"url": f"{self.address}/files{path}"})

    def press(self, title: str, number: int, who: int = 1) -> Call:
        reply = {"type": "button_reply", "button_reply": {"id": self.offered[title], "title": title}}
        return self._value(messages=[self._said(number, who, type="interactive", interactive=reply)])

    def status(self, status: str, name: str) -> Call:
        """What became of a message of ours."""
        told = {"id": "wamid.x", "status": status, "timestamp": "1741948200", "recipient_id": "1"}
        return self._value(statuses=[{**told, "biz_opaque_callback_data": name}])

    def _said(self, number: int, who: int, **content: Any) -> dict[str, Any]:
        return {"from": f"4477009{who:05}", "id": f"wamid.{who}.{number}", "timestamp": str(1741948200 + number), **content}

    def _value(self, **content: Any) -> Call:
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER_ID}, **content}
        return self.batch("whatsapp_business_account", {"id": "WABA", "changes": [{"field": "messages", "value": value}]})

    def accept(self, message: dict[str, Any]) -> Response:
        buttons: dict[str, str] = {}
        if message["type"] in {"image", "document"}:
            text, longest = f"<{self.uploaded[message[message['type']]['id']]}>", 1024
        elif message["type"] == "interactive":
            text, longest = message["interactive"]["body"]["text"], 1024
            replies = [button["reply"] for button in message["interactive"]["action"]["buttons"]]
            buttons = {reply["title"]: reply["id"] for reply in replies}
        else:
            text, longest = message["text"]["body"], 4096
        if not 1 <= len(text) <= longest or len(buttons) > 3 or any(len(title) > 20 for title in buttons):
            return graph_error(400, 131009)
        self.names.append(message["biz_opaque_callback_data"])
        self.show(message["to"], text, buttons)
        self.receipts.append(self.status("sent", message["biz_opaque_callback_data"]))
        return JSONResponse({"messaging_product": "whatsapp", "messages": [{"id": f"wamid.out.{len(self.shown)}"}]})

    async def accept_upload(self, path: str, form: FormData) -> Response:
        file = form["file"]
        if path != f"/{NUMBER_ID}/media" or isinstance(file, str):
            return graph_error(400, 100)
        self.uploaded["MEDIA-1"], self.given[file.filename or ""] = file.filename or "", await file.read()
        return JSONResponse({"id": "MEDIA-1"})

    def refusal(self) -> Response:
        return graph_error(400, 131047)
