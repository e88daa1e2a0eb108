"""Twilio signs the address that it was given and the form that it sends; its own library knows how."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from twilio.request_validator import RequestValidator

from bot.channels.webhook import Delivery

SIGNATURE = "x-twilio-signature"


def form_of(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def is_genuine(delivery: Delivery, auth_token: str, address: str) -> bool:
    """The address is the public one, as Twilio was told it: behind a proxy, ours is another. A query is a part of it."""
    called = f"{address}?{urlencode(dict(delivery.query))}" if delivery.query else address
    validator: Any = RequestValidator(auth_token)  # type: ignore[no-untyped-call]
    return bool(validator.validate(called, form_of(delivery.body), delivery.headers.get(SIGNATURE, "")))
