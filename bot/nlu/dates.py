"""Dates and spans of time: "last Friday", "3 days ago", "since two weeks", "5 марта", "12.03.2024"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc

from bot.nlu.date_words import (
    AND,
    DAY,
    DAYS,
    MONTH,
    MONTHS,
    NUMBER,
    OTHER,
    UNIT,
    UNITS,
    UNTIL,
    WEEKDAY,
    WEEKS,
    YEARS,
    Meaning,
    date_words,
)
from bot.nlu.days_of_month import days_of_a_month
from bot.nlu.findings import Finding
from bot.nlu.words import PLACES

# 2024-03-05, 5.3.2024, 03/05/24.
NUMERIC = re.compile(r"(?<![\w./-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4}|\d{2}))(?![\w/-]|\.\d)")
LENGTHS = {
    DAYS: relativedelta(days=1),
    WEEKS: relativedelta(weeks=1),
    MONTHS: relativedelta(months=1),
    YEARS: relativedelta(years=1),
}
MAY_BE_DATE = frozenset({DAY, UNIT, UNITS, WEEKDAY, MONTH})
# English words that are rarely months, unless something before them says so.
RARELY_MONTHS = frozenset(["may", "march", "mar", "sep", "sun", "sat", "mon", "wed", "dec"])
BEFORE_MONTHS = frozenset(["in", "of", "since", "last", "this", "next", "until", "between", "from"])
# Further back or ahead nothing was ordered.
MAX_AMOUNT = 400


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """ISO 8601: 2024-03-05, or 2024-03-01/2024-03-07."""
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"


# Values of the words of a kind, by kind.
Said = dict[str, list[int]]
Rule = tuple[re.Pattern[str], Callable[[Said, date], Span | None]]


def dates(doc: Doc, text: str, language: str, today: date, day_first: bool) -> Iterator[Finding]:
    """Dates as the message's day knows them; past ones where both are possible."""
    yield from _numeric(text, day_first)
    words = date_words(language)
    meanings = [words.meaning(token.norm_) for token in doc]
    if all(kind != MONTH for kind, _ in meanings):
        yield from days_of_a_month(text, today)
    if MAY_BE_DATE.isdisjoint(kind for kind, _ in meanings):
        return
    kinds = "".join(OTHER if _is_doubtful(doc, i, meanings) else kind for i, (kind, _) in enumerate(meanings))
    places: Sequence[tuple[int, int]] = doc.user_data[PLACES]
    done = 0
    for start, end, resolve in _matches(kinds):
        if start < done:
            continue
        done = end
        if (span := _resolved(resolve, _said(kinds, meanings, start, end), today)) is not None:
            yield Finding("date", places[start][0], places[end - 1][1], str(span))


def _numeric(text: str, day_first: bool) -> Iterator[Finding]:
    for match in NUMERIC.finditer(text):
        if match[1]:
            year, month, day = int(match[1]), int(match[2]), int(match[3])
        else:
            first, second, year = int(match[4]), int(match[6]), int(match[7])
            is_day_first = day_first or match[5] == "." or first > 12  # noqa: PLR2004 - months
            day, month = (first, second) if is_day_first else (second, first)
            day, month = (month, day) if month > 12 else (day, month)  # noqa: PLR2004
            year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits
        try:
            yield Finding("date", *match.span(), date(year, month, day).isoformat())
        except ValueError:
            continue


def _is_doubtful(doc: Doc, i: int, meanings: list[Meaning]) -> bool:
    """May, March and their like without a number beside them or a word such as 'in' before."""
    if doc[i].norm_ not in RARELY_MONTHS:
        return False
    if i > 1 and meanings[i - 2][0] == MONTH and meanings[i - 1][0] in {AND, UNTIL}:
        # "Between March and May", "from March to May".
        return False
    around = [meanings[j][0] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(doc)]
    return NUMBER not in around and not (i and doc[i - 1].norm_ in BEFORE_MONTHS)


def _matches(kinds: str) -> list[tuple[int, int, Callable[[Said, date], Span | None]]]:
    """Where the rules match, earlier and longer ones first."""
    found = [(match.start(), match.end(), resolve) for pattern, resolve in RULES for match in pattern.finditer(kinds)]
    return sorted(found, key=lambda match: (match[0], -match[1]))


def _said(kinds: str, meanings: list[Meaning], start: int, end: int) -> Said:
    said: Said = {}
    for kind, (_, value) in zip(kinds[start:end], meanings[start:end], strict=True):
        said.setdefault(kind, []).append(value)
    return said


def _resolved(resolve: Callable[[Said, date], Span | None], said: Said, today: date) -> Span | None:
    try:
        return resolve(said, today)
    except (ValueError, OverflowError, IndexError):
        # A 31st of February, or a year that no calendar has.
        return None


def _day(said: Said, today: date) -> Span:
    day = today + timedelta(days=said["D"][0])
    return Span(day, day)


def _before_yesterday(said: Said, today: date) -> Span:
    day = today + timedelta(days=2 * said["D"][0])
    return Span(day, day)


def _ago(said: Said, today: date) -> Span:
    day = today - _length(said)
    return Span(day, day)


def _since_ago(said: Said, today: date) -> Span:
    return Span(today - _length(said), today)


def _unit(said: Said, today: date) -> Span | None:
    """The whole calendar week, month or year before, after or around today. "Next day" is a way of delivery."""
    unit = said["U"][0]
    if unit == DAYS:
        return None
    step = 1 if "X" in said else -1 if "L" in said else 0
    there = today + step * LENGTHS[unit]
    if unit == WEEKS:
        monday = there - timedelta(days=there.weekday())
        return Span(monday, monday + timedelta(days=6))
    return _month(there.year, there.month) if unit == MONTHS else Span(date(there.year, 1, 1), date(there.year, 12, 31))


def _since_unit(said: Said, today: date) -> Span | None:
    whole = _unit(said, today)
    return Span(whole.first, today) if whole else None


def _weekday(said: Said, today: date) -> Span:
    """The last one before today; the next where it is said, or where something shall happen by then."""
    back = (today.weekday() - said["W"][0]) % 7 or 7
    ahead = (said["W"][0] - today.weekday()) % 7 or 7
    day = today + timedelta(days=ahead if "X" in said or "B" in said else -back)
    return Span(day, day)


def _since_weekday(said: Said, today: date) -> Span:
    return Span(_weekday(said, today).first, today)


def _day_of_month(said: Said, today: date) -> Span:
    day, year = said["N"][0], said["N"][1] if len(said["N"]) > 1 else None
    if year is None:
        return _single(_latest(said["M"][0], day, today))
    return _single(date(year + (2000 if year < 100 else 0), said["M"][0], day))  # noqa: PLR2004 - two digits


def _since_day_of_month(said: Said, today: date) -> Span | None:
    day = _day_of_month(said, today)
    return Span(day.first, today) if day.first <= today else None


def _days_of_month(said: Said, today: date) -> Span:
    """From the 3rd to the 5th of March."""
    first, last = said["N"][:2]
    month = said["M"][0]
    end = _latest(month, last, today)
    return Span(date(end.year, month, first), end)


def _whole_month(said: Said, today: date) -> Span:
    year = said["N"][0] if "N" in said else today.year - (said["M"][0] > today.month)
    return _month(year, said["M"][0])


def _whole_months(said: Said, today: date) -> Span:
    """Between March and May, the last ones that have begun."""
    first, last = said["M"]
    year = today.year - (last > today.month)
    return Span(date(year - (first > last), first, 1), _month(year, last).last)


def _length(said: Said) -> relativedelta:
    amount = said["N"][0] if "N" in said else 1
    if amount > MAX_AMOUNT:
        raise ValueError(amount)
    return amount * LENGTHS[(said.get("U") or said["P"])[0]]


def _latest(month: int, day: int, today: date) -> date:
    """That day in this year, or in the last where it would be more than half a year ahead."""
    this_year = date(today.year, month, day)
    return this_year if this_year <= today + timedelta(days=183) else date(today.year - 1, month, day)


def _single(day: date) -> Span:
    return Span(day, day)


def _month(year: int, month: int) -> Span:
    first = date(year, month, 1)
    return Span(first, first + relativedelta(months=1, days=-1))


def _rule(kinds: str, resolve: Callable[[Said, date], Span | None]) -> Rule:
    return re.compile(kinds), resolve


# Of kinds of words, as bot.nlu.date_words names them.
RULES: list[Rule] = [
    _rule("D", _day),
    _rule("O?[UP]BD", _before_yesterday),
    _rule("N?O{0,2}UO?A|NO{0,2}PO?A", _ago),
    _rule("LO?N[NO]?O?[UP]", _since_ago),
    _rule("SO?L?N?O?N[NO]?[UP]|N?UO?K", _since_ago),
    _rule("[LXT]O?U", _unit),
    _rule("SO?[LT]O?U", _since_unit),
    _rule("[BO]?O?[LXT]?O?[BO]?W", _weekday),
    _rule("SO?[LT]?W|WO?K", _since_weekday),
    _rule("O{0,2}NO{0,3}M(?:O?N(?!O?[UP]))?", _day_of_month),
    _rule("MO?NO{0,2}(?:N(?!O?[UP]))?", _day_of_month),
    _rule("SO{0,2}NO{0,3}M(?:O?N(?![UP]))?|SO?MO?NO?", _since_day_of_month),
    _rule("[SO]?O?N[OM]{0,2}[BZ]O?NO{0,3}M", _days_of_month),
    _rule("S?O?MO?[BZ]O?M", _whole_months),
    _rule("[LT]?M(?:O?N(?!O?[UP]))?", _whole_month),
]
