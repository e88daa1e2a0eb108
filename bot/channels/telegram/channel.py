"""Telegram as a channel: a bot in a private chat."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx

from bot.channels.telegram import parse, verify
from bot.channels.vendor_api import VendorApi, VendorError
from bot.channels.webhook import Contents, Delivery
from bot.settings import Settings
from bot.spine.channel import RefusedError
from bot.support.attachment import Enclosure
from bot.support.layout import Buttons, Limits, Part

API = "https://api.telegram.org"
# Of error codes: the request itself is wrong (no such chat), or the customer has blocked the bot.
WRONG, FORBIDDEN = 400, 403
FOR_GOOD = {WRONG, FORBIDDEN}
PHOTOS = {"image/jpeg", "image/png", "image/webp"}


class Telegram:
    name = "telegram"
    limits = Limits(text=4096, buttons=100, title=64)
    shows_repeats = True

    def __init__(self, token: str, secret: str, api: str = API) -> None:
        self._secret = secret
        self._bot = f"/bot{token}"
        self._path = f"{self._bot}/sendMessage"
        self._file_path, self._files = f"/bot{token}/getFile", f"/file/bot{token}/"
        self._api = VendorApi(api, _wait)

    def is_genuine(self, delivery: Delivery) -> bool:
        return verify.is_genuine(delivery, self._secret)

    def read(self, delivery: Delivery) -> Contents:
        return parse.read(delivery.body)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return None

    async def send(self, part: Part) -> None:
        for enclosed in part.enclosures:
            return await self._send_file(part.recipient.address, enclosed)
        message: dict[str, Any] = {"chat_id": int(part.recipient.address), "text": part.text}
        if part.buttons:
            message["reply_markup"] = {"inline_keyboard": _keyboard(part.buttons)}
        _check(await self._api.post(self._path, json=message))

    async def _send_file(self, chat: str, enclosed: Enclosure) -> None:
        """Its size or shape may be none that Telegram shows as a picture; then it is a document."""
        file = (enclosed.name, enclosed.content, enclosed.type)
        if enclosed.type in PHOTOS:
            answer = await self._api.post(f"{self._bot}/sendPhoto", data={"chat_id": chat}, files={"photo": file})
            if answer.status_code != WRONG:
                return _check(answer)
        _check(await self._api.post(f"{self._bot}/sendDocument", data={"chat_id": chat}, files={"document": file}))

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        answer = await self._api.post(self._file_path, json={"file_id": source["file_id"]})
        _check(answer)
        return await self._api.download(self._files + answer.json()["result"]["file_path"], limit)

    async def close(self) -> None:
        await self._api.close()


def telegram(settings: Settings) -> Telegram | None:
    """None where its secrets are not set."""
    if settings.telegram_token is None or settings.telegram_secret is None:
        return None
    return Telegram(settings.telegram_token, settings.telegram_secret)


def _keyboard(buttons: Buttons) -> list[list[dict[str, str]]]:
    """One button a row, as titles are sentences; a token fits into the 64 bytes that come back."""
    return [[{"text": button["title"], "callback_data": button["token"]}] for button in buttons]


def _wait(answer: httpx.Response) -> timedelta:
    """Telegram says in the body how long it wants to be left alone."""
    return timedelta(seconds=answer.json()["parameters"]["retry_after"])


def _check(answer: httpx.Response) -> None:
    if answer.status_code in FOR_GOOD:
        raise RefusedError(f"Telegram: {answer.json().get('description')}")
    if not answer.is_success:
        # Our own token is wrong: worth trying until the operator has mended it.
        raise VendorError(f"Telegram: HTTP {answer.status_code}")
