"""Turns what the services found into HTML; every value is escaped on its way into it."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console import words
from bot.console.understood import understanding
from bot.services.lessons import DOUBT
from bot.services.lists import ListName, Sort
from bot.settings import Settings
from bot.shop.money import Money
from bot.shop.terms import Terms
from bot.support import training
from bot.support.agent import Right
from bot.support.attachment import AttachmentState
from bot.support.conversation import LANGUAGES, Owner
from bot.support.delivery import DeliveryState
from bot.support.file_kind import is_alone
from bot.support.handoff import Priority
from bot.support.message import Sender
from bot.support.packet import Mood

TEMPLATES = Path(__file__).parent / "templates"
# The console speaks British-neutral English; days and hours are the shop's.
LOCALE = "en_GB"
# What every template can name.
NAMED: dict[str, Any] = {
    "words": words,
    "ListName": ListName,
    "Mood": Mood,
    "Owner": Owner,
    "Right": Right,
    "TrainingState": training.TrainingState,
    "Priority": Priority,
    "Sender": Sender,
    "Sort": Sort,
    "AttachmentState": AttachmentState,
    "DeliveryState": DeliveryState,
    "DOUBT": DOUBT,
}


class Pages:
    def __init__(self, settings: Settings) -> None:
        self._terms: Terms = settings.terms
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters |= {
            "day": self.day,
            "short_day": self.short_day,
            "clock": self.clock,
            "moment": self.moment,
            "money": money,
            "language_name": language_name,
            "id_of": id_of,
            "duration": words.lengths.duration,
            "time_left": words.lists.time_left,
            "brief": words.lengths.brief,
            "browser": words.agents.browser,
            "percent": percent,
            "understanding": understanding,
        }
        self._environment.tests["alone"] = is_alone
        self._environment.globals |= NAMED | {"shop_name": settings.shop_name, "zone": settings.time_zone}

    def render(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(values)

    def today(self, now: datetime) -> date:
        return self._terms.day_of(now)

    def day(self, moment: datetime) -> str:
        """'Friday 14 March 2025'"""
        return format_date(self._terms.day_of(moment), "EEEE d MMMM y", LOCALE)

    def short_day(self, moment: datetime | date) -> str:
        """'14 Mar 2025'"""
        day = self._terms.day_of(moment) if isinstance(moment, datetime) else moment
        return format_date(day, "d MMM y", LOCALE)

    def clock(self, moment: datetime) -> str:
        """'10:30'"""
        return format_time(moment.astimezone(self._terms.zone), "HH:mm", locale=LOCALE)

    def moment(self, moment: datetime) -> str:
        """'14 Mar, 10:30'"""
        return format_datetime(moment.astimezone(self._terms.zone), "d MMM, HH:mm", locale=LOCALE)


def language_name(code: str) -> str:
    """'Estonian'; an address may name what is no language."""
    return (Locale(code).get_language_name(LOCALE) if code in LANGUAGES else None) or code


def id_of(name: str) -> str:
    """The name as part of an element's id: '#W-1' is 'W-1'."""
    return re.sub(r"[^\w-]", "", name)


def money(amount: Money) -> str:
    """'US$12.50'"""
    return format_currency(amount.amount, amount.currency, locale=LOCALE)


def percent(right: training.Right) -> str:
    """'97.2 %'; a hyphen of nothing."""
    return f"{100 * right[0] / right[1]:.1f} %" if right[1] else "-"
