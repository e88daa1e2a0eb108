from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.support.call_window import NoWindow, window_said

ZONE = ZoneInfo("Europe/Tallinn")
# A Wednesday; 10:05 in Tallinn.
NOW = datetime(2026, 11, 18, 8, 5, tzinfo=UTC)
TODAY, TOMORROW, SATURDAY = date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 21)


def hours(text: str, day: date | None) -> tuple[time, time] | NoWindow:
    window = window_said(text, day, NOW, ZONE)
    return window if isinstance(window, NoWindow) else (window[0].time(), window[1].time())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow morning", (time(9), time(12))),
        ("tomorrow after 3 pm", (time(15), time(17))),
        ("before 11", (time(9), time(11))),
        ("between 10 and 12:30", (time(10), time(12, 30))),
        ("at 2", (time(14), time(15))),
        ("+372 5550 1234, tomorrow", (time(9), time(17))),
        ("завтра после 15:00", (time(15), time(17))),
        ("ертең таңертең", (time(9), time(12))),
        ("վաղն առավոտյան", (time(9), time(12))),
        ("homme pärast lõunat", (time(12), time(17))),
        ("bukas ng umaga", (time(9), time(12))),
    ],
)
def test_a_window_is_read_from_the_customers_words(text: str, expected: tuple[time, time]) -> None:
    assert hours(text, TOMORROW) == expected


def test_a_window_of_today_begins_at_the_next_quarter_of_an_hour() -> None:
    assert hours("any time", TODAY) == (time(10, 15), time(17))


def test_without_a_day_it_is_the_first_on_which_the_hours_are_still_ahead() -> None:
    window = window_said("between 9 and 10", None, NOW, ZONE)
    assert not isinstance(window, NoWindow)
    assert window[0].date() == TOMORROW


def test_a_weekday_that_was_understood_as_the_last_is_the_next() -> None:
    window = window_said("on monday", date(2026, 11, 16), NOW, ZONE)
    assert not isinstance(window, NoWindow)
    assert window[0].date() == date(2026, 11, 23)


@pytest.mark.parametrize(("text", "day"), [("at 8 pm", TOMORROW), ("morning", SATURDAY), ("in the evening", TOMORROW)])
def test_nobody_calls_outside_the_hours(text: str, day: date) -> None:
    assert hours(text, day) is NoWindow.OUTSIDE_HOURS


def test_words_without_a_time_name_none() -> None:
    assert hours("please do", None) is NoWindow.NOT_SAID


def test_the_digits_of_a_telephone_number_are_no_time() -> None:
    assert hours("+372 5550 1234", None) is NoWindow.NOT_SAID
