"""Spans of days."""

from datetime import date

from bot.shop.days import Days


def test_a_day_alone_is_the_first_and_the_last() -> None:
    assert Days.of("2024-03-05") == Days(date(2024, 3, 5), date(2024, 3, 5))


def test_both_ends_are_days_of_it() -> None:
    week = Days.of("2024-03-01/2024-03-07")
    assert date(2024, 3, 1) in week
    assert date(2024, 3, 7) in week
    assert date(2024, 3, 8) not in week


def test_it_ends_with_the_day_that_has_come_unless_it_is_still_to_begin() -> None:
    year = Days.of("2024-01-01/2024-12-31")
    assert year.until(date(2024, 3, 5)).last == date(2024, 3, 5)
    assert year.until(date(2023, 3, 5)) == Days(date(2024, 1, 1), date(2024, 1, 1))
