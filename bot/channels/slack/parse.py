"""Slack's deliveries: events as JSON, presses as a form that holds JSON."""

import html
import re
from typing import Any
from urllib.parse import parse_qs

from pydantic import BaseModel

from bot.channels.batch import understood
from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival
from bot.services.attachments import Enclosed

FORM = "application/x-www-form-urlencoded"
# Slack makes links of addresses as people type: <mailto:emma@example.com|emma@example.com>, <https://example.com>.
LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]+))?>")
# Kinds of messages in which a customer says something; others tell of changes.
SPOKEN = {None, "file_share"}


class Event(BaseModel):
    type: str
    channel: str = ""
    channel_type: str = ""
    subtype: str | None = None
    bot_id: str | None = None
    text: str = ""
    ts: str = ""
    blocks: list[Any] = []
    files: list[Any] = []

    @property
    def is_from_customer(self) -> bool:
        """In a talk with the app alone: in channels, others would read what is said of an order."""
        return self.type == "message" and self.channel_type == "im" and self.subtype in SPOKEN and self.bot_id is None


class File(BaseModel):
    name: str = ""
    url_private: str


class Block(BaseModel):
    block_id: str


class Envelope(BaseModel):
    type: str
    challenge: str | None = None
    event: Event | None = None


class Label(BaseModel):
    text: str = ""


class Action(BaseModel):
    value: str | None = None
    action_ts: str
    text: Label = Label()


class Place(BaseModel):
    id: str


class Interaction(BaseModel):
    type: str
    channel: Place | None = None
    actions: list[Action] = []


def read(delivery: Delivery) -> Contents:
    """Raises ValueError."""
    if delivery.headers.get("content-type", "").startswith(FORM):
        form = parse_qs(delivery.body.decode("utf-8", "replace"))
        return _pressed(Interaction.model_validate_json(form.get("payload", [""])[0]))
    envelope = Envelope.model_validate_json(delivery.body)
    if envelope.challenge is not None:
        return Contents(answer={"challenge": envelope.challenge})
    event = envelope.event
    if event is not None and event.bot_id is not None:
        # What a bot said, if it is ours, comes with the names that we gave to its blocks.
        return Contents(taken=[block.block_id for block in understood(Block, event.blocks)])
    if event is None or not event.is_from_customer:
        return Contents()
    files = tuple(Enclosed(file.name, source={"url": file.url_private}) for file in understood(File, event.files))
    return Contents([Arrival(event.channel, f"{event.channel}/{event.ts}", plain(event.text) or "[file]", files=files)])


def plain(text: str) -> str:
    """As the customer typed it."""
    return html.unescape(LINK.sub(lambda link: link[2] or link[1].removeprefix("mailto:"), text))


def _pressed(interaction: Interaction) -> Contents:
    if interaction.channel is None:
        return Contents()
    talk = interaction.channel.id
    return Contents(
        [
            Arrival(talk, f"{talk}/{action.action_ts}", action.text.text, action.value)
            for action in interaction.actions
            if action.value is not None
        ]
    )
