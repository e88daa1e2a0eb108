"""Twilio signs the address that it was given and the form that it sends; its own library knows how.

It signs names and values one after the other, with nothing between them: "From" with "+44" is signed like "From+" with "44". So
both have to be whole, too: what we read is there under its own name, no name is a strange one, and a number is one number.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from twilio.request_validator import RequestValidator

from bot.channels.webhook import Delivery

SIGNATURE = "x-twilio-signature"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
# "+447700900123", "whatsapp:+447700900123", or a name without a sign in it.
NUMBER = re.compile(r"([a-z]+:)?\+?[A-Za-z0-9._-]+", re.ASCII)
NUMBERS = ("From", "To")
# In every form; beside them comes what was said, or what became of a message of ours.
NEEDED = {"MessageSid", "From", "To"}
SAID, STATUS = {"Body", "NumMedia"}, {"MessageStatus"}


def form_of(body: bytes) -> dict[str, str]:
    return dict(_pairs(body))


def is_genuine(delivery: Delivery, auth_token: str, address: str) -> bool:
    """The address is the public one, as Twilio was told it: behind a proxy, ours is another. A query is a part of it."""
    called = f"{address}?{urlencode(dict(delivery.query))}" if delivery.query else address
    validator: Any = RequestValidator(auth_token)  # type: ignore[no-untyped-call]
    is_signed = bool(validator.validate(called, form_of(delivery.body), delivery.headers.get(SIGNATURE, "")))
    return is_signed and _is_whole(_pairs(delivery.body))


def _is_whole(pairs: list[tuple[str, str]]) -> bool:
    form = dict(pairs)
    has_all = form.keys() >= NEEDED and (form.keys() >= SAID or form.keys() >= STATUS)
    if not has_all or len(form) < len(pairs):
        return False
    return all(NAME.fullmatch(name) for name in form) and all(NUMBER.fullmatch(form[name]) for name in NUMBERS)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
