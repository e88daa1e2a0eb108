"""Twilio as a channel: SMS, and WhatsApp for those who have it there."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.channels.twilio import parse, verify
from bot.channels.vendor_api import VendorApi, VendorError
from bot.channels.webhook import Contents, Delivery
from bot.settings import Settings
from bot.spine.channel import OptedOutError, RefusedError
from bot.support.layout import Limits, Part

API = "https://api.twilio.com"
# Our own account or token are wrong: worth trying until the operator has mended them.
OURS = {401, 403}


class Twilio:
    name = "twilio"
    # No buttons: they are listed, and chosen by number.
    limits = Limits(text=1600)
    shows_repeats = False

    def __init__(self, account_sid: str, auth_token: str, public_url: str, api: str = API) -> None:
        self._auth_token = auth_token
        self._address = f"{public_url}/channels/{self.name}"
        self._path = f"/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._api = VendorApi(api, auth=(account_sid, auth_token))

    def is_genuine(self, delivery: Delivery) -> bool:
        return verify.is_genuine(delivery, self._auth_token, self._address)

    def read(self, delivery: Delivery) -> Contents:
        return parse.read(delivery)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return None

    async def send(self, part: Part) -> None:
        receipts = f"{self._address}?{urlencode({parse.LABEL: part.label})}"
        own = part.recipient.details["own"]
        message = {"To": part.recipient.address, "From": own, "Body": part.text, "StatusCallback": receipts}
        _check(await self._api.post(self._path, data=message))

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        return await self._api.download(source["url"], limit)

    async def close(self) -> None:
        await self._api.close()


def twilio(settings: Settings) -> Twilio | None:
    """None where its secrets are not set."""
    if settings.twilio_account_sid is None or settings.twilio_auth_token is None:
        return None
    return Twilio(settings.twilio_account_sid, settings.twilio_auth_token, settings.public_url)


def _check(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    if answer.status_code in OURS:
        raise VendorError(f"Twilio: HTTP {answer.status_code}")
    reason = f"Twilio: HTTP {answer.status_code}"
    raise OptedOutError(reason) if parse.says_opted_out(answer.content) else RefusedError(reason)
