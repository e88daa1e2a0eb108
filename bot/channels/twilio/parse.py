"""Twilio's forms: one SMS or one WhatsApp message."""

from pydantic import BaseModel, Field

from bot.channels.twilio.verify import form_of
from bot.channels.webhook import Contents
from bot.services.arrivals import Arrival

# TwiML: no reply in this answer; it goes out later.
NOTHING = "<Response/>"


class Said(BaseModel):
    sid: str = Field(alias="MessageSid", min_length=1)
    sender: str = Field(alias="From", min_length=1)
    # Our own number, from which the answer goes out.
    own: str = Field(alias="To", min_length=1)
    text: str = Field(default="", alias="Body")
    media_type: str | None = Field(default=None, alias="MediaContentType0")
    # STOP, START or HELP, which Twilio answers itself.
    opt_out: str | None = Field(default=None, alias="OptOutType")


def read(body: bytes) -> Contents:
    """Raises ValueError."""
    said = Said.model_validate(form_of(body))
    if said.opt_out:
        return Contents(answer=NOTHING)
    attached = f"[{said.media_type.partition('/')[0]}]" if said.media_type else ""
    return Contents([Arrival(said.sender, said.sid, said.text or attached, details={"own": said.own})], answer=NOTHING)
