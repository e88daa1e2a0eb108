"""When people are at the desk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.office_hours import OfficeHours

TALLINN = ZoneInfo("Europe/Tallinn")
HOURS = OfficeHours.of("Mon-Fri 09:00-18:00, Sat 10:00-14:00", TALLINN)


def at(text: str) -> datetime:
    """A moment of March 2025, when the 14th is a Friday, in Tallinn."""
    return datetime.fromisoformat(f"2025-03-{text}").replace(tzinfo=TALLINN).astimezone(ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("14T09:00", True), ("14T17:59", True), ("14T18:00", False), ("15T12:00", True), ("15T15:00", False), ("16T12:00", False)],
)
def test_the_desk_is_open_from_the_first_minute_to_before_the_last_in_the_shops_zone(moment: str, is_open: bool) -> None:
    assert HOURS.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [("14T07:00", "14T09:00"), ("14T18:00", "15T10:00"), ("16T12:00", "17T09:00"), ("14T12:00", "14T12:00")],
)
def test_it_opens_next(moment: str, opens: str) -> None:
    assert HOURS.opens_next(at(moment)) == at(opens)


def test_a_day_a_week_opens_again_a_week_later() -> None:
    assert OfficeHours.of("Fri 09:00-10:00", TALLINN).opens_next(at("14T11:00")) == at("21T09:00")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("14T10:00", "14T10:20", 20),
        ("14T17:50", "15T10:05", 15),
        ("15T13:30", "17T09:10", 40),
        ("16T10:00", "16T12:00", 0),
        ("14T12:00", "14T11:00", 0),
        ("14T08:00", "21T08:00", 49 * 60),
    ],
)
def test_time_is_counted_while_people_are_there(start: str, end: str, minutes: int) -> None:
    assert HOURS.between(at(start), at(end)) == timedelta(minutes=minutes)


def test_a_night_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    nightly = OfficeHours.of("Sun 00:00-06:00", TALLINN)

    assert nightly.between(at("29T12:00"), at("30T12:00")) == timedelta(hours=5)


def test_without_hours_all_time_counts() -> None:
    assert OfficeHours().between(at("16T03:00"), at("17T03:00")) == timedelta(days=1)


def test_without_hours_somebody_is_always_there() -> None:
    assert OfficeHours.of("", TALLINN).is_open(at("16T03:00"))


def test_a_day_can_last_until_midnight() -> None:
    assert OfficeHours.of("Sun 00:00-24:00", TALLINN).is_open(at("16T23:59"))


@pytest.mark.parametrize(
    "text", ["9 to 5", "Mon-Fri", "Day 09:00-10:00", "Mon 18:00-09:00", "Fri-Mon 09:00-10:00", "Mon 25:00-26:00"]
)
def test_hours_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Mon|Fri|to|Day|hour"):
        OfficeHours.of(text, TALLINN)


@pytest.mark.parametrize(
    ("end", "minutes", "start"),
    [
        ("14T10:20", 20, "14T10:00"),
        ("15T10:05", 15, "14T17:50"),
        ("17T09:05", 5, "17T09:00"),
        ("16T12:00", 60, "15T13:00"),
        ("17T09:10", 40, "15T13:30"),
        ("21T08:00", 49 * 60, "14T09:00"),
    ],
)
def test_so_much_time_ago_is_counted_back_while_people_are_there(end: str, minutes: int, start: str) -> None:
    assert HOURS.before(at(end), timedelta(minutes=minutes)) == at(start)


@given(st.integers(0, 365 * 24 * 60), st.integers(1, 5_000))
def test_from_then_on_people_were_there_for_so_long_and_later_they_were_not(later: int, minutes: int) -> None:
    end, length = at("01T00:00") + timedelta(minutes=later), timedelta(minutes=minutes)

    start = HOURS.before(end, length)

    assert HOURS.between(start, end) == length
    assert HOURS.between(start + timedelta(seconds=1), end) < length


def test_without_hours_so_much_time_ago_is_just_that() -> None:
    assert OfficeHours().before(at("16T12:00"), timedelta(minutes=5)) == at("16T11:55")
