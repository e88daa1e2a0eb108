"""What customers hear from us by themselves, in each of our languages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.engine import inert_imports

# Before any test imports Rasa.
inert_imports.install()

from bot.engine.assistant import RESPONSES  # noqa: E402
from bot.engine.responses import Responses  # noqa: E402
from bot.services.follow_up_news import AnswerNews, ArrivalNews, CallNews, LateNews, News, RefundNews  # noqa: E402
from bot.shop.money import Money  # noqa: E402
from bot.spine.follow_ups import sentence_of  # noqa: E402
from bot.support.conversation import LANGUAGES  # noqa: E402

NINE, TEN = (datetime(2025, 3, 14, hour, tzinfo=ZoneInfo("Europe/Tallinn")) for hour in (9, 10))
DAY = date(2025, 3, 14)
ALL: dict[str, tuple[News, list[str]]] = {
    "call": (CallNews("+37255501234", NINE, TEN, is_missed=False), ["+37255501234", "09:00", "10:00"]),
    "missed call": (CallNews("+37255501234", NINE, TEN, is_missed=True), ["+37255501234", "09:00", "10:00"]),
    "answer": (AnswerNews("C-1", None, DAY, is_late=False), ["C-1", "14"]),
    "late answer": (AnswerNews("R-1", "W-1", DAY, is_late=True), ["R-1", "14"]),
    "arrived": (ArrivalNews("W-1", DAY), ["W-1", "14"]),
    "late order": (LateNews("W-1", DAY, None), ["W-1", "14"]),
    "refund": (RefundNews("W-1", Money(Decimal("12.50"), "EUR"), DAY), ["W-1", "12", "14"]),
    "late order with a new date": (LateNews("W-1", DAY, date(2025, 3, 29)), ["W-1", "14", "29"]),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("news", ALL)
def test_each_says_what_the_store_holds(news: str, language: str) -> None:
    told, facts = ALL[news]
    response, values = sentence_of(told)
    said: dict[str, Any] = Responses.load(RESPONSES).say(response, language, turn="", values=values)
    assert [fact for fact in facts if fact not in said["text"]] == []
