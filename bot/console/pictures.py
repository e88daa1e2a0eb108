"""Where the parts of a picture stand. The templates draw them as SVG."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.services.reports.times import Hour
from bot.support.outcome import Outcome

# A day without anything is drawn as flat as a day can be.
DAYS_A_WEEK, HOURS_A_DAY = 7, 24
# Shades of the hours, from none to the busiest.
SHADES = 5


@dataclass(frozen=True)
class Segment:
    """A part of a whole; places and sizes between 0 and 1."""

    name: str
    label: str
    number: int
    start: float
    share: float


@dataclass(frozen=True)
class Column:
    """A day, with its outcomes on top of one another; sizes by the busiest day."""

    day: date
    total: int
    segments: list[Segment]


@dataclass(frozen=True)
class Heat:
    # By weekday and hour: how many, and the shade from 0 to SHADES.
    cells: dict[Hour, tuple[int, int]]
    most: int


def shares(parts: Sequence[tuple[str, str, int]]) -> list[Segment]:
    """The parts, (name, label, number), side by side; they fill the whole."""
    return list(_stacked(parts, sum(number for _, _, number in parts) or 1))


def columns(days: Mapping[date, Counter[Outcome]]) -> list[Column]:
    highest = max((counted.total() for counted in days.values()), default=0) or 1
    return [Column(day, counted.total(), list(_stacked(_parts(counted), highest))) for day, counted in days.items()]


def _parts(counted: Counter[Outcome]) -> list[tuple[str, str, int]]:
    return [(one.value, one.value, counted[one]) for one in Outcome if counted[one]]


def heat(load: Counter[Hour]) -> Heat:
    most = max(load.values(), default=0)
    every = ((weekday, hour) for weekday in range(DAYS_A_WEEK) for hour in range(HOURS_A_DAY))
    return Heat({one: (load[one], -(-SHADES * load[one] // most) if most else 0) for one in every}, most)


def _stacked(parts: Sequence[tuple[str, str, int]], whole: int) -> Iterator[Segment]:
    start = 0
    for name, label, number in parts:
        yield Segment(name, label, number, start / whole, number / whole)
        start += number
