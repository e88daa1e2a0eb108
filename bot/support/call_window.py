"""When a customer can be called, by their own words, within the hours in which the shop calls."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.support.answer_words import meant

# The shop calls from Monday to Friday.
OPENS, CLOSES = time(9), time(17)
WORKDAYS = range(5)
PARTS = {"morning": (OPENS, time(12)), "afternoon": (time(12), CLOSES), "evening": (CLOSES, time.max), "any": (OPENS, CLOSES)}
# "5", "5 pm", "17:30", "at 10.15"; no part of a longer number.
CLOCK = re.compile(r"(?<![\d.,:+-])(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?m\b\.?)?(?![\d.,:]*\d)", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d\s()./-]{5,}\d")
# Nobody asks to be called at four in the morning.
EARLIEST_HOUR = 8
NOON = 12
AN_HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)

Window = tuple[datetime, datetime]


class NoWindow(Enum):
    # The words name no time.
    NOT_SAID = "not_said"
    # The shop does not call then, or it is over.
    OUTSIDE_HOURS = "outside_hours"


@dataclass(frozen=True)
class _Hours:
    first: time
    last: time


def window_said(text: str, day: date | None, now: datetime, zone: ZoneInfo) -> Window | NoWindow:
    """The window that the words name on that day, or without a day on the first on which it is possible."""
    hours = _hours(text)
    if hours is None and day is None:
        return NoWindow.NOT_SAID
    hours = hours or _Hours(OPENS, CLOSES)
    today = now.astimezone(zone).date()
    if day is not None:
        # "Monday" is the next one where the last one was understood.
        days = [day if day >= today else day + WEEK]
    else:
        days = [today + timedelta(days=ahead) for ahead in range(WEEK.days)]
    windows = (_on(day, hours, now, zone) for day in days if day.weekday() in WORKDAYS)
    return next((window for window in windows if window is not None), NoWindow.OUTSIDE_HOURS)


def _on(day: date, hours: _Hours, now: datetime, zone: ZoneInfo) -> Window | None:
    start = max(datetime.combine(day, max(hours.first, OPENS), zone), _next_quarter(now.astimezone(zone)))
    end = datetime.combine(day, min(hours.last, CLOSES), zone)
    return (start, end) if start < end else None


def _next_quarter(moment: datetime) -> datetime:
    """Windows begin on full quarters of an hour."""
    past = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + timedelta(minutes=15) if past else moment


def _hours(text: str) -> _Hours | None:
    plain = PHONE.sub(" ", text)
    clocks = [clock for match in CLOCK.finditer(plain) if (clock := _clock(*match.groups())) is not None]
    limits = meant("time_limit", plain)
    if len(clocks) > 1:
        return _Hours(min(clocks), max(clocks))
    if clocks:
        return _Hours(clocks[0], CLOSES) if "after" in limits else _until_or_at(clocks[0], limits)
    parts = [PARTS[part] for part in meant("time_of_day", plain)]
    return _Hours(*parts[0]) if parts else None


def _until_or_at(clock: time, limits: list[str]) -> _Hours:
    if "before" in limits:
        return _Hours(OPENS, clock)
    # date.min is any day: only the hours matter.
    return _Hours(clock, (datetime.combine(date.min, clock) + AN_HOUR).time())


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    hours = int(hour)
    if (half and half.casefold() == "p" and hours < NOON) or (half is None and 0 < hours < EARLIEST_HOUR):
        hours += NOON
    minutes = int(minute or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None  # noqa: PLR2004 - hours and minutes
