"""WhatsApp as a channel, by Meta's Cloud API."""

from collections.abc import Mapping
from typing import Any

from bot.channels import meta
from bot.channels.vendor_api import VendorApi
from bot.channels.webhook import Contents, Delivery
from bot.channels.whatsapp import parse
from bot.settings import Settings
from bot.spine.channel import RefusedError
from bot.spine.clock import Clock, utc_now
from bot.support.attachment import Enclosure
from bot.support.layout import Buttons, Limits, Part

# Of others it shows the address.
SHOWN_AS = {"image/jpeg": "image", "image/png": "image", "application/pdf": "document"}


class WhatsApp:
    name = "whatsapp"
    # A text beside buttons is cut at 1024; without any it could be 4096.
    limits = Limits(text=1024, buttons=3, title=20, window=meta.WINDOW)
    shows_repeats = False

    def __init__(
        self, token: str, app_secret: str, verify_token: str, phone_number_id: str, api: str = meta.API, clock: Clock = utc_now
    ) -> None:
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._path = f"/{phone_number_id}/messages"
        self._media_path = f"/{phone_number_id}/media"
        self._clock = clock
        self._api = VendorApi(api, headers={"Authorization": f"Bearer {token}"})

    def is_genuine(self, delivery: Delivery) -> bool:
        return meta.is_genuine(delivery, self._app_secret)

    def read(self, delivery: Delivery) -> Contents:
        return parse.read(delivery.body)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return meta.challenge(query, self._verify_token)

    async def send(self, part: Part) -> None:
        if self._clock() - part.recipient.heard_at > meta.WINDOW:
            raise RefusedError("the customer last wrote more than a day ago")
        message = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": part.recipient.address,
            # Comes back with what became of it.
            "biz_opaque_callback_data": part.label,
            **await self._content(part),
        }
        meta.check(await self._api.post(self._path, json=message))

    async def _content(self, part: Part) -> dict[str, Any]:
        for enclosed in part.enclosures:
            if enclosed.type in SHOWN_AS:
                return await self._media(enclosed)
        if part.buttons:
            return _interactive(part.text, part.buttons)
        return {"type": "text", "text": {"body": part.text}}

    async def _media(self, enclosed: Enclosure) -> dict[str, Any]:
        file = (enclosed.name, enclosed.content, enclosed.type)
        answer = await self._api.post(self._media_path, data={"messaging_product": "whatsapp"}, files={"file": file})
        meta.check(answer)
        shown_as, media = SHOWN_AS[enclosed.type], {"id": answer.json()["id"]}
        return {"type": shown_as, shown_as: media if shown_as == "image" else {**media, "filename": enclosed.name}}

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        answer = await self._api.get(f"/{source['media_id']}")
        meta.check(answer)
        return await self._api.download(answer.json()["url"], limit, meta.FILE_HOSTS)

    async def close(self) -> None:
        await self._api.close()


def whatsapp(settings: Settings) -> WhatsApp | None:
    """None where its secrets are not set."""
    token, secret, verify = settings.whatsapp_token, settings.whatsapp_app_secret, settings.whatsapp_verify_token
    if token is None or secret is None or verify is None or settings.whatsapp_phone_number_id is None:
        return None
    return WhatsApp(token, secret, verify, settings.whatsapp_phone_number_id)


def _interactive(text: str, buttons: Buttons) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": button["token"], "title": button["title"]}} for button in buttons]
    return {"type": "interactive", "interactive": {"type": "button", "body": {"text": text}, "action": {"buttons": replies}}}
