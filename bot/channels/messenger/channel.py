"""Messenger as a channel: a Facebook page's talks."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.channels import meta
from bot.channels.messenger import parse
from bot.channels.vendor_api import VendorApi
from bot.channels.webhook import Contents, Delivery
from bot.settings import Settings
from bot.spine.channel import RefusedError
from bot.spine.clock import Clock, utc_now
from bot.support.attachment import Enclosure
from bot.support.layout import Limits, Part
from bot.support.message import Sender

# People, not machines, may still answer for so long, under a tag that says so.
HUMAN_WINDOW = timedelta(days=7)


class Messenger:
    name = "messenger"
    limits = Limits(text=2000, buttons=13, title=20, window=meta.WINDOW)
    shows_repeats = False

    def __init__(self, token: str, app_secret: str, verify_token: str, api: str = meta.API, clock: Clock = utc_now) -> None:
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._clock = clock
        self._api = VendorApi(api, headers={"Authorization": f"Bearer {token}"})
        # Addresses of files are open to who knows them: the token is no business of where they lie.
        self._files = VendorApi(api)

    def is_genuine(self, delivery: Delivery) -> bool:
        return meta.is_genuine(delivery, self._app_secret)

    def read(self, delivery: Delivery) -> Contents:
        return parse.read(delivery.body)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return meta.challenge(query, self._verify_token)

    async def send(self, part: Part) -> None:
        for enclosed in part.enclosures:
            return await self._send_file(part, enclosed)
        # The metadata come back with the echo.
        message: dict[str, Any] = {"text": part.text, "metadata": part.label}
        if part.buttons:
            message["quick_replies"] = [
                {"content_type": "text", "title": button["title"], "payload": button["token"]} for button in part.buttons
            ]
        recipient = {"id": part.recipient.address}
        answer = await self._api.post("/me/messages", json={"recipient": recipient, "message": message, **self._reason(part)})
        meta.check(answer)

    async def _send_file(self, part: Part, enclosed: Enclosure) -> None:
        kind = "image" if enclosed.is_picture else "file"
        message = {"attachment": {"type": kind, "payload": {}}, "metadata": part.label}
        form = {"recipient": json.dumps({"id": part.recipient.address}), "message": json.dumps(message), **self._reason(part)}
        file = (enclosed.name, enclosed.content, enclosed.type)
        meta.check(await self._api.post("/me/messages", data=form, files={"filedata": file}))

    async def close(self) -> None:
        await self._api.close()
        await self._files.close()

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        return await self._files.download(source["url"], limit, meta.FILE_HOSTS)

    def _reason(self, part: Part) -> dict[str, str]:
        """Why we may write. Raises RefusedError."""
        silence = self._clock() - part.recipient.heard_at
        if silence <= meta.WINDOW:
            return {"messaging_type": "RESPONSE"}
        if part.message.sender is Sender.AGENT and silence <= HUMAN_WINDOW:
            return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        raise RefusedError("the customer last wrote more than a day ago")


def messenger(settings: Settings) -> Messenger | None:
    """None where its secrets are not set."""
    token, secret, verify = settings.messenger_token, settings.messenger_app_secret, settings.messenger_verify_token
    if token is None or secret is None or verify is None:
        return None
    return Messenger(token, secret, verify)
