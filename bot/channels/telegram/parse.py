"""Telegram's updates: one message, one correction of a message, or one pressed button."""

import re

from pydantic import BaseModel, Field

from bot.channels.batch import understood
from bot.channels.webhook import Contents
from bot.services.arrivals import Arrival
from bot.services.attachments import Enclosed

# What agents read in place of what is not text, by the key under which Telegram sends it.
ATTACHMENTS = ("photo", "voice", "audio", "video", "video_note", "document", "sticker", "location", "contact")

# What the Start button says, with what stood behind the link that led to the bot.
START = re.compile(r"(/start(?:@\w+)?)(?: ([A-Za-z0-9_-]{1,64}))?")


class Chat(BaseModel):
    id: int
    type: str


class Person(BaseModel):
    language_code: str | None = None


class File(BaseModel):
    file_id: str
    file_name: str = ""


class Said(BaseModel, extra="allow"):
    message_id: int
    chat: Chat
    sender: Person = Field(default_factory=Person, alias="from")
    edit_date: int | None = None
    text: str | None = None
    caption: str | None = None

    @property
    def words(self) -> str:
        return self.text or self.caption or ""

    @property
    def files(self) -> tuple[Enclosed, ...]:
        """Of a photo, which comes in several sizes, the largest."""
        sent = self.model_extra or {}
        sizes = sent.get("photo")
        photos = list(understood(File, sizes if isinstance(sizes, list) else []))
        documents = understood(File, [sent.get("document")])
        return tuple(Enclosed(file.file_name, source={"file_id": file.file_id}) for file in [*photos[-1:], *documents])

    @property
    def attachment(self) -> str:
        """Such as "[photo]"."""
        sent = self.model_extra or {}
        return next((f"[{kind}]" for kind in ATTACHMENTS if kind in sent), "")


class Pressed(BaseModel):
    id: str
    sender: Person = Field(alias="from")
    message: Said | None = None
    data: str | None = None


class Update(BaseModel):
    message: Said | None = None
    edited_message: Said | None = None
    callback_query: Pressed | None = None


def read(body: bytes) -> Contents:
    """Raises ValueError. Groups are refused: what is said of an order there would be read by others."""
    update = Update.model_validate_json(body)
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.message is not None and _is_private(update.message):
        return Contents([_said(update.message, update.message.words or update.message.attachment)])
    if update.edited_message is not None and _is_private(update.edited_message):
        # A correction is answered like a new message; of a moving location, which is edited all the time, nothing is said.
        return Contents([_said(update.edited_message, update.edited_message.words)])
    return Contents()


def _is_private(said: Said) -> bool:
    return said.chat.type == "private"


def _said(said: Said, text: str) -> Arrival:
    edition = f"/{said.edit_date}" if said.edit_date else ""
    name, language = f"{said.chat.id}/{said.message_id}{edition}", said.sender.language_code
    opening = START.fullmatch(text)
    if opening is not None:
        return Arrival(str(said.chat.id), name, opening[1], is_opening=True, language=language, link_token=opening[2])
    return Arrival(str(said.chat.id), name, text, language=language, files=said.files)


def _pressed(pressed: Pressed) -> Contents:
    # Ends the clock on the button; Telegram takes a call of its API as the answer to an update.
    answer = {"method": "answerCallbackQuery", "callback_query_id": pressed.id}
    if pressed.message is None or pressed.data is None or not _is_private(pressed.message):
        return Contents(answer=answer)
    chat = str(pressed.message.chat.id)
    arrival = Arrival(chat, f"button/{pressed.id}", "", pressed.data, pressed.sender.language_code)
    return Contents([arrival], answer=answer)
