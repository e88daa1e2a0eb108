"""The Cloud API's batches: customers' messages, and what became of ours."""

from typing import Any

from pydantic import BaseModel, Field

from bot.channels.batch import understood
from bot.channels.webhook import Contents
from bot.services.arrivals import Arrival
from bot.services.attachments import Enclosed


class Text(BaseModel):
    body: str


class Choice(BaseModel):
    id: str
    title: str = ""


class Interactive(BaseModel):
    button_reply: Choice | None = None
    list_reply: Choice | None = None


class Media(BaseModel):
    id: str = ""
    caption: str = ""
    filename: str = ""


class Said(BaseModel):
    sender: str = Field(alias="from")
    id: str
    timestamp: int
    type: str
    text: Text | None = None
    interactive: Interactive | None = None
    image: Media | None = None
    video: Media | None = None
    document: Media | None = None

    @property
    def words(self) -> str:
        """Of anything but text the caption, or what it is: "[audio]"."""
        media = self.image or self.video or self.document
        return self.text.body if self.text else (media and media.caption) or f"[{self.type}]"

    @property
    def files(self) -> tuple[Enclosed, ...]:
        media = self.image or self.document
        return (Enclosed(media.filename, source={"media_id": media.id}),) if media and media.id else ()

    @property
    def choice(self) -> Choice | None:
        return (self.interactive.button_reply or self.interactive.list_reply) if self.interactive else None


class Status(BaseModel):
    status: str
    # Ours, which was sent along.
    label: str = Field(alias="biz_opaque_callback_data")

    @property
    def message_id(self) -> str:
        return self.label.partition("/")[0]


class Value(BaseModel):
    messages: list[Any] = []
    statuses: list[Any] = []


class Change(BaseModel):
    field: str
    value: Value


class Entry(BaseModel):
    changes: list[Any] = []


class Batch(BaseModel):
    object: str
    entry: list[Any]


# Kinds that are no words to anybody.
UNSPOKEN = {"reaction", "system", "unsupported", "request_welcome"}


def read(body: bytes) -> Contents:
    """Raises ValueError."""
    batch = Batch.model_validate_json(body)
    changes = [change for entry in understood(Entry, batch.entry) for change in understood(Change, entry.changes)]
    said = [said for change in changes for said in understood(Said, change.value.messages) if said.type not in UNSPOKEN]
    # A batch can hold a customer's messages in any order.
    said.sort(key=lambda one: one.timestamp)
    statuses = [status for change in changes for status in understood(Status, change.value.statuses)]
    return Contents(
        [_arrival(one) for one in said],
        taken=[one.label for one in statuses if one.status != "failed"],
        undelivered=[one.message_id for one in statuses if one.status == "failed"],
    )


def _arrival(said: Said) -> Arrival:
    phone = {"phone": f"+{said.sender}"}
    if said.choice is not None:
        return Arrival(said.sender, said.id, said.choice.title, said.choice.id, details=phone)
    return Arrival(said.sender, said.id, said.words, details=phone, files=said.files)
