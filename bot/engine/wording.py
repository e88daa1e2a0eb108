"""Values as each language writes them: money, days, lists, and phrases inside sentences.

Actions hand over JSON values (see actions/values.py), others also moments; a plain string or number is its own wording.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_gmt
from babel.numbers import format_currency
from babel.units import format_unit

# Where the calendar's own long form ends in an abbreviation, whose full stop would meet that of the sentence.
LONG = {"ru": "d MMMM y"}

# Says another response by name and values, in the same language.
SayPhrase = Callable[[str, dict[str, Any]], str]


def in_words(value: Any, language: str, say: SayPhrase) -> str:
    """The wording of one value in a language (ISO 639-1)."""
    if isinstance(value, datetime):
        value = {"moment": value.isoformat(), "zone": str(value.tzinfo)}
    if not isinstance(value, dict):
        return str(value)
    for kind, wording in WORDINGS.items():
        if kind in value:
            return wording(value, language)
    if "bullets" in value:
        return "\n".join(f"• {in_words(item, language, say)}" for item in value["bullets"])
    if "phrase" in value:
        return say(value["phrase"], value["values"])
    raise ValueError(f"no wording for {value!r}")


def _money(value: dict[str, Any], language: str) -> str:
    return format_currency(Decimal(value["money"]), value["currency"], locale=language)


def _day(value: dict[str, Any], language: str) -> str:
    return format_date(date.fromisoformat(value["day"]), LONG.get(language, "long"), locale=language)


def _moment(value: dict[str, Any], language: str) -> str:
    """'Monday, March 17, 2025, 9:00 AM (GMT+02:00)': customers may be elsewhere than the shop."""
    moment = datetime.fromisoformat(value["moment"]).astimezone(ZoneInfo(value["zone"]))
    day, hour = format_date(moment, "full", locale=language), format_time(moment, "short", locale=language)
    return f"{day}, {hour} ({get_timezone_gmt(moment, locale=language)})"


def _minutes(value: dict[str, Any], language: str) -> str:
    return format_unit(value["minutes"], "duration-minute", locale=language)


# What a value is, by the key that only this kind has.
WORDINGS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "money": _money,
    "day": _day,
    "moment": _moment,
    "minutes": _minutes,
}
