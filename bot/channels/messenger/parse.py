"""Messenger's batches: messages, presses, receipts and echoes of one page's talks."""

from typing import Any

from pydantic import BaseModel

from bot.channels.batch import understood
from bot.channels.webhook import Contents
from bot.services.arrivals import Arrival
from bot.services.attachments import Enclosed

# What the page's Get started button carries, as our README has it set.
GET_STARTED = "GET_STARTED"


class Person(BaseModel):
    id: str


class QuickReply(BaseModel):
    payload: str


class Payload(BaseModel):
    url: str = ""


class Attachment(BaseModel):
    type: str
    payload: Payload | None = None


class Said(BaseModel):
    mid: str
    text: str = ""
    quick_reply: QuickReply | None = None
    attachments: list[Attachment] = []
    # What the page itself said, with the label that we gave it.
    is_echo: bool = False
    metadata: str = ""


class Pressed(BaseModel):
    """A button that stays, such as "Get started"."""

    title: str = ""
    payload: str = ""
    mid: str | None = None


class Event(BaseModel):
    sender: Person
    timestamp: int
    message: Said | None = None
    postback: Pressed | None = None


class Entry(BaseModel):
    messaging: list[Any] = []


class Batch(BaseModel):
    object: str
    entry: list[Any]


def read(body: bytes) -> Contents:
    """Raises ValueError."""
    batch = Batch.model_validate_json(body)
    events = [event for entry in understood(Entry, batch.entry) for event in understood(Event, entry.messaging)]
    # A batch can hold a customer's messages in any order.
    events.sort(key=lambda event: event.timestamp)
    echoes = [event.message.metadata for event in events if event.message is not None and event.message.is_echo]
    return Contents([arrival for event in events if (arrival := _arrival(event)) is not None], taken=echoes)


def _arrival(event: Event) -> Arrival | None:
    said, pressed = event.message, event.postback
    if said is not None and not said.is_echo:
        token = said.quick_reply.payload if said.quick_reply else None
        return Arrival(event.sender.id, said.mid, said.text or _attached(said), token, files=_files(said))
    if pressed is not None:
        name = pressed.mid or f"{event.sender.id}/{event.timestamp}"
        is_opening = pressed.payload == GET_STARTED
        return Arrival(event.sender.id, name, pressed.title, pressed.payload or None, is_opening=is_opening)
    return None


def _files(said: Said) -> tuple[Enclosed, ...]:
    """Pictures and files; a shared place has an address, too."""
    kept = [one.payload.url for one in said.attachments if one.type in {"image", "file"} and one.payload]
    return tuple(Enclosed(source={"url": url}) for url in kept if url)


def _attached(said: Said) -> str:
    """What agents read in place of a picture: "[image]"."""
    return " ".join(f"[{attachment.type}]" for attachment in said.attachments)
