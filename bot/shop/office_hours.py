"""The hours in which people are at the desk."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# 'Mon-Fri 09:00-18:00', 'Sat 10:00-14:00'
PART = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+(?P<opens>\d\d?:\d\d)-(?P<closes>\d\d?:\d\d)")
MIDNIGHT = "24:00"
WEEK = timedelta(days=7)
# Of calendars that have not met by then, one is always closed while the other is open.
MEETINGS = 50


@dataclass(frozen=True)
class Opening:
    # 0 is Monday.
    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class OfficeHours:
    # None: somebody is always there.
    openings: tuple[Opening, ...] = ()
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - immutable

    @classmethod
    def of(cls, text: str, zone: ZoneInfo) -> "OfficeHours":
        """Of 'Mon-Fri 09:00-18:00, Sat 10:00-14:00'; nothing means always. Raises ValueError, which says what is wrong."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return cls(tuple(opening for part in parts for opening in _openings(part)), zone)

    def is_open(self, moment: datetime) -> bool:
        return not self.openings or any(start <= moment < end for start, end in self._around(moment))

    def opens_next(self, moment: datetime) -> datetime:
        """When somebody is there again, in the shop's zone; the moment itself where somebody is there now."""
        if self.is_open(moment):
            return moment.astimezone(self.zone)
        return min(start for start, _ in self._around(moment) if start > moment)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """For how long people were at the desk from `start` to `end`; nothing where the end comes first."""
        if not self.openings:
            return max(end - start, timedelta())
        last = end.astimezone(self.zone).date()
        spans = self._spans(start.astimezone(self.zone).date(), last)
        # In UTC, for between two times of one zone Python does not see the clocks change.
        met = (min(closes.astimezone(UTC), end) - max(opens.astimezone(UTC), start) for opens, closes in spans)
        return sum((length for length in met if length > timedelta()), timedelta())

    def before(self, end: datetime, length: timedelta) -> datetime:
        """The latest moment from which people were at the desk for so long until `end`."""
        if not self.openings:
            return end - length
        day = end.astimezone(self.zone).date()
        while True:
            for opens, closes in sorted(self._spans(day, day), reverse=True):
                start, stop = opens.astimezone(UTC), min(closes.astimezone(UTC), end)
                if stop - start >= length:
                    return stop - length
                length -= max(stop - start, timedelta())
            day -= timedelta(days=1)

    def _around(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of every opening of today and of the next week."""
        today = moment.astimezone(self.zone).date()
        return self._spans(today, today + WEEK)

    def _spans(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            for opening in self.openings:
                if opening.weekday == day.weekday():
                    yield datetime.combine(day, opening.opens, self.zone), datetime.combine(day, opening.closes, self.zone)


ALWAYS = OfficeHours()


def first_common(moment: datetime, calendars: Collection[OfficeHours]) -> datetime | None:
    """The first moment from here on at which all are open; None where they never are."""
    for _ in range(MEETINGS):
        latest = max((calendar.opens_next(moment) for calendar in calendars), default=moment)
        if latest <= moment:
            return moment
        moment = latest
    return None


def _openings(part: str) -> list[Opening]:
    said = PART.fullmatch(part.casefold())
    if said is None or not {said["first"], said["last"] or said["first"]} <= set(DAYS):
        raise ValueError(f"{part!r} is not like 'Mon-Fri 09:00-18:00'")
    opens, closes = _time(said["opens"]), _time(said["closes"])
    first, last = DAYS.index(said["first"]), DAYS.index(said["last"] or said["first"])
    if closes <= opens or last < first:
        raise ValueError(f"{part!r} ends before it begins; write it as two")
    return [Opening(weekday, opens, closes) for weekday in range(first, last + 1)]


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time.max if text == MIDNIGHT else time(int(hour), int(minute))
