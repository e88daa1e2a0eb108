"""Values inside utterances that each language writes its own way: the responses turn them into words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.shop.money import Money

# JSON, so that it also travels from Rasa's own action server.
Value = str | int | dict[str, Any]


def money(amount: Money) -> Value:
    return {"money": str(amount.amount), "currency": amount.currency}


def day(value: date) -> Value:
    return {"day": value.isoformat()}


def moment(value: datetime) -> Value:
    """A day with its weekday and hour, in the time zone of the value."""
    return {"moment": value.isoformat(), "zone": str(value.tzinfo)}


def minutes(number: int) -> Value:
    return {"minutes": number}


def phrase(response: str, **values: Value) -> Value:
    """Another response's text as a part of this one."""
    return {"phrase": response, "values": values}


def bullets(items: Iterable[Value]) -> Value:
    """A list with one item a line."""
    return {"bullets": list(items)}
