"""Telegram repeats, with every update, the secret that we gave it when the webhook was set."""

from bot.channels.signature import is_same
from bot.channels.webhook import Delivery

HEADER = "x-telegram-bot-api-secret-token"


def is_genuine(delivery: Delivery, secret: str) -> bool:
    return is_same(delivery.headers.get(HEADER), secret)
