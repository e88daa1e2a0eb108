"""Slack as a channel: direct messages to the shop's app."""

from collections.abc import Mapping
from typing import Any

import httpx

from bot.channels.slack import parse, verify
from bot.channels.vendor_api import VendorApi, VendorError
from bot.channels.webhook import Contents, Delivery
from bot.settings import Settings
from bot.spine.channel import RefusedError
from bot.spine.clock import Clock, utc_now
from bot.support.layout import Buttons, Limits, Part

API = "https://slack.com/api"
FILE_HOSTS = ("slack.com",)
# Errors after which the talk is over, or the message will never fit.
FOR_GOOD = {"channel_not_found", "is_archived", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "msg_too_long"}


class Slack:
    name = "slack"
    # Of a section, an actions block and a button.
    limits = Limits(text=3000, buttons=25, title=75)
    shows_repeats = False

    def __init__(self, token: str, signing_secret: str, api: str = API, clock: Clock = utc_now) -> None:
        self._signing_secret = signing_secret
        self._clock = clock
        self._api = VendorApi(api, headers={"Authorization": f"Bearer {token}"})

    def is_genuine(self, delivery: Delivery) -> bool:
        return verify.is_genuine(delivery, self._signing_secret, self._clock())

    def read(self, delivery: Delivery) -> Contents:
        return parse.read(delivery)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return None

    async def send(self, part: Part) -> None:
        # As plain text, which Slack shows as it is; notifications read `text`. The block's id comes back as an event.
        text: dict[str, Any] = {"type": "plain_text", "text": part.text, "emoji": False}
        for enclosed in part.enclosures:
            # Plain text has no links; what lies behind a picture's Slack shows below.
            text = {"type": "mrkdwn", "text": f"<{enclosed.address}|{_escaped(enclosed.name)}>"}
        blocks: list[dict[str, Any]] = [{"type": "section", "block_id": part.label, "text": text}]
        if part.buttons:
            blocks.append({"type": "actions", "elements": _elements(part.buttons)})
        message = {"channel": part.recipient.address, "text": _escaped(part.text), "blocks": blocks}
        _check(await self._api.post("/chat.postMessage", json=message))

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        return await self._api.download(source["url"], limit, FILE_HOSTS)

    async def close(self) -> None:
        await self._api.close()


def slack(settings: Settings) -> Slack | None:
    """None where its secrets are not set."""
    if settings.slack_token is None or settings.slack_signing_secret is None:
        return None
    return Slack(settings.slack_token, settings.slack_signing_secret)


def _elements(buttons: Buttons) -> list[dict[str, Any]]:
    return [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": button["title"]},
            "value": button["token"],
            "action_id": button["token"],
        }
        for button in buttons
    ]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _check(answer: httpx.Response) -> None:
    """Slack fails with status 200."""
    body = answer.json() if answer.is_success else {}
    if body.get("ok"):
        return
    error = body.get("error", f"HTTP {answer.status_code}")
    raise (RefusedError if error in FOR_GOOD else VendorError)(f"Slack: {error}")
