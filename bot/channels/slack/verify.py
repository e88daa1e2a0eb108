"""Slack signs the time and the raw body; what is older than five minutes is somebody's repetition."""

from datetime import datetime, timedelta

from bot.channels.signature import is_same, signed
from bot.channels.webhook import Delivery

TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
MAX_AGE = timedelta(minutes=5)
# Seconds since 1970, ten digits until the year 2286.
DIGITS = 10


def is_genuine(delivery: Delivery, signing_secret: str, now: datetime) -> bool:
    sent_at = delivery.headers.get(TIMESTAMP, "")
    if not (sent_at.isascii() and sent_at.isdecimal() and len(sent_at) <= DIGITS):
        return False
    if abs(now.timestamp() - int(sent_at)) > MAX_AGE.total_seconds():
        return False
    expected = signed(signing_secret, f"v0:{sent_at}:".encode() + delivery.body)
    return is_same(delivery.headers.get(SIGNATURE), f"v0={expected}")
