"""Dates and spans, as a message's day knows them."""

from datetime import date

import pytest

from bot.nlu.dates import dates
from bot.nlu.words import blank_language

WEDNESDAY = date(2024, 5, 15)


def found(text: str, language: str = "en", day_first: bool = False) -> list[str]:
    return [finding.value for finding in dates(blank_language()(text), text, language, WEDNESDAY, day_first)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I ordered it last Friday", "2024-05-10"),
        ("by friday please", "2024-05-17"),
        ("yesterday", "2024-05-14"),
        ("3 days ago", "2024-05-12"),
        ("a couple of weeks ago", "2024-05-01"),
        ("2 days before yesterday", "2024-05-13"),
        ("on the 5th of March", "2024-03-05"),
        ("december 20", "2023-12-20"),
        ("march 5th, 2023", "2023-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("03/05/2024", "2024-03-05"),
        ("5.3.24", "2024-03-05"),
        ("13/05/2024", "2024-05-13"),
    ],
)
def test_a_day_is_found(text: str, day: str) -> None:
    assert found(text) == [day]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("since two weeks", "2024-05-01/2024-05-15"),
        ("for over 2 weeks", "2024-05-01/2024-05-15"),
        ("in the last 3 days", "2024-05-12/2024-05-15"),
        ("last week", "2024-05-06/2024-05-12"),
        ("since last monday", "2024-05-13/2024-05-15"),
        ("between 3 and 5 March", "2024-03-03/2024-03-05"),
        ("from 3rd to 5th march", "2024-03-03/2024-03-05"),
        ("in march", "2024-03-01/2024-03-31"),
        ("between March and May", "2024-03-01/2024-05-31"),
        ("from March to April", "2024-03-01/2024-04-30"),
        ("from november till february", "2023-11-01/2024-02-29"),
        ("show my orders from the 3rd to the 9th", "2024-05-03/2024-05-09"),
        ("between the 20th and the 25th", "2024-04-20/2024-04-25"),
    ],
)
def test_a_span_is_found_with_its_first_and_last_day(text: str, span: str) -> None:
    assert found(text) == [span]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "в прошлый понедельник", "2024-05-13"),
        ("ru", "жду уже две недели", "2024-05-01/2024-05-15"),
        ("ru", "с 3 по 5 марта", "2024-03-03/2024-03-05"),
        ("kk", "екі апта бұрын", "2024-05-01"),
        ("kk", "5 наурызда", "2024-03-05"),
        ("kk", "екі аптадан бері", "2024-05-01/2024-05-15"),
        ("hy", "3 օր առաջ", "2024-05-12"),
        ("hy", "մարտի 5-ին", "2024-03-05"),
        ("et", "kaks nädalat tagasi", "2024-05-01"),
        ("et", "5. märtsil", "2024-03-05"),
        ("fil", "3 araw na nakalipas", "2024-05-12"),
        ("fil", "noong biyernes", "2024-05-10"),
    ],
)
def test_dates_are_found_in_every_language(language: str, text: str, value: str) -> None:
    assert found(text, language) == [value]


@pytest.mark.parametrize(
    "text",
    ["it may be late", "how long, two weeks?", "days ago", "next day delivery", "31 february", "99/99/2024", "order 10042", ""],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_shop_may_write_the_day_first() -> None:
    assert found("03/05/2024", day_first=True) == ["2024-05-03"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "заказы с 3 по 9", "2024-05-03/2024-05-09"),
        ("ru", "с марта по май", "2024-03-01/2024-05-31"),
        ("kk", "3-інен 9-ына дейін", "2024-05-03/2024-05-09"),
        ("hy", "3-ից 9-ը", "2024-05-03/2024-05-09"),
        ("et", "tellimused 3. kuni 9.", "2024-05-03/2024-05-09"),
        ("et", "alates märtsist kuni aprillini", "2024-03-01/2024-04-30"),
        ("fil", "mula ika-3 hanggang ika-9", "2024-05-03/2024-05-09"),
    ],
)
def test_a_span_is_found_in_the_other_languages(language: str, text: str, value: str) -> None:
    assert found(text, language, day_first=True) == [value]


@pytest.mark.parametrize("text", ["call me from 10 to 12", "may I return it and may I keep the bag", "from 3 to 9 pieces"])
def test_hours_and_numbers_are_no_days(text: str) -> None:
    assert found(text) == []
