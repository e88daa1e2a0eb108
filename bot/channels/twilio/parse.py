"""Twilio's forms: one SMS or one WhatsApp message, or what became of one of ours."""

from pydantic import BaseModel, Field, ValidationError

from bot.channels.twilio.verify import form_of
from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival, OptOut
from bot.services.attachments import Enclosed

# TwiML: no reply in this answer; it goes out later.
NOTHING = "<Response/>"
# Under which name the address for receipts holds the label of a part.
LABEL = "part"
# Of each picture or file, with its number.
MEDIA = "MediaUrl"
# What Twilio took, and could not bring to the customer.
LOST = {"failed", "undelivered"}
# Twilio's code for a customer who told it to stop.
OPTED_OUT = 21610
# What Twilio made of a customer's word, and whether they are out by it; HELP changes nothing.
WISHES = {"STOP": True, "START": False}


class Said(BaseModel):
    sid: str = Field(alias="MessageSid", min_length=1)
    sender: str = Field(alias="From", min_length=1)
    # Our own number, from which the answer goes out.
    own: str = Field(alias="To", min_length=1)
    text: str = Field(default="", alias="Body")
    media_type: str | None = Field(default=None, alias="MediaContentType0")
    # STOP, START or HELP, which Twilio answers itself.
    opt_out: str | None = Field(default=None, alias="OptOutType")


class Status(BaseModel):
    """What became of a message of ours."""

    status: str = Field(alias="MessageStatus")
    customer: str = Field(default="", alias="To")
    error: str = Field(default="", alias="ErrorCode")


class Failure(BaseModel):
    """What Twilio says of a message that it does not take."""

    code: int


def says_opted_out(answer: bytes) -> bool:
    """Whether the customer told Twilio to stop, so that it takes nothing more for them."""
    try:
        return Failure.model_validate_json(answer).code == OPTED_OUT
    except ValidationError:
        return False


def read(delivery: Delivery) -> Contents:
    """Raises ValueError."""
    if (label := delivery.query.get(LABEL)) is not None:
        return _receipt(label, Status.model_validate(form_of(delivery.body)))
    return _said(delivery.body)


def _receipt(label: str, status: Status) -> Contents:
    if status.status in LOST:
        opt_outs = [OptOut(status.customer, is_out=True)] if status.error == str(OPTED_OUT) else ()
        return Contents(undelivered=[label.partition("/")[0]], opt_outs=opt_outs, answer=NOTHING)
    return Contents(taken=[label], answer=NOTHING)


def _said(body: bytes) -> Contents:
    form = form_of(body)
    said = Said.model_validate(form)
    if said.opt_out:
        heeded = WISHES.get(said.opt_out.upper())
        return Contents(opt_outs=() if heeded is None else [OptOut(said.sender, heeded)], answer=NOTHING)
    attached = f"[{said.media_type.partition('/')[0]}]" if said.media_type else ""
    files = tuple(Enclosed(source={"url": form[name]}) for name in sorted(form) if name.startswith(MEDIA))
    arrival = Arrival(said.sender, said.sid, said.text or attached, details={"own": said.own}, files=files)
    return Contents([arrival], answer=NOTHING)
