"""Telegram's Bot API, as its documentation describes it."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.verify import HEADER
from bot.channels.vendors.vendor import Call, Vendor

TOKEN, SECRET = "123456:ABC-DEF", "s3cret-s3cret-s3cret"


class FakeTelegram(Vendor):
    name = "telegram"

    def platform(self, address: str) -> Telegram:
        return Telegram(TOKEN, SECRET, address)

    def signed(self, body: bytes) -> Call:
        return Call(body, {HEADER: SECRET, "Content-Type": "application/json"})

    def message(self, text: str, number: int, who: int = 1) -> Call:
        said = {"message_id": number, "date": 1741948200, "text": text, "from": _person(who), "chat": _chat(who)}
        return self.signed(json.dumps({"update_id": 1000 * who + number, "message": said}).encode())

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        sizes = [{"file_id": f"small-{name}", "width": 90, "height": 67}, {"file_id": name, "width": 800, "height": 600}]
        said = {"message_id": number, "date": 1741948200, "photo": sizes, "from": _person(who), "chat": _chat(who)}
        return self.signed(json.dumps({"update_id": 1000 * who + number, "message": said}).encode())

    def press(self, title: str, number: int, who: int = 1) -> Call:
        message = {"message_id": 7, "date": 1741948200, "text": "?", "chat": _chat(who)}
        query = {"id": f"{who}/{number}", "from": _person(who), "message": message, "data": self.offered[title]}
        return self.signed(json.dumps({"update_id": 1000 * who + number, "callback_query": query}).encode())

    async def take(self, request: Request) -> Response:
        if request.url.path.startswith(f"/file/bot{TOKEN}/"):
            return self.give(request.url.path)
        if request.url.path == f"/bot{TOKEN}/getFile":
            return JSONResponse({"ok": True, "result": {"file_path": f"photos/{(await request.json())['file_id']}"}})
        for method, field in (("sendPhoto", "photo"), ("sendDocument", "document")):
            if request.url.path == f"/bot{TOKEN}/{method}":
                form = await request.form()
                return await self.take_file(str(form["chat_id"]), form[field], {"ok": True})
        if request.url.path != f"/bot{TOKEN}/sendMessage":
            return _error(401, "Unauthorized")
        said = await request.json()
        rows = said.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
        if not 1 <= len(said["text"]) <= 4096 or any(len(data.encode()) > 64 for data in buttons.values()):
            return _error(400, "Bad Request: message is too long")
        self.show(str(said["chat_id"]), said["text"], buttons)
        return JSONResponse({"ok": True, "result": {"message_id": len(self.shown)}})

    def busy(self, seconds: int) -> Response:
        return _error(429, "Too Many Requests", retry_after=seconds)

    def refusal(self) -> Response:
        return _error(403, "Forbidden: bot was blocked by the user")


def _person(who: int) -> dict[str, object]:
    return {"id": who, "is_bot": False, "first_name": "Emma", "language_code": "en"}


def _chat(who: int) -> dict[str, object]:
    return {"id": who, "type": "private"}


def _error(status: int, description: str, **parameters: int) -> Response:
    error = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return JSONResponse(error, status)
