"""Days of a month that is not named: "from the 3rd to the 9th"."""

import re
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.nlu.findings import Finding

# "From the 3rd to the 9th", in the languages' own order; two bare numbers are rather hours.
DAYS_OF_MONTH = re.compile(
    r"(?i)\b(?:from|between) (?:the )?(\d{1,2})(?:st|nd|rd|th) (?:to|till|until|through|and) (?:the )?(\d{1,2})(?:st|nd|rd|th)\b"
    r"|(?<!\w)с (\d{1,2})(?:-?го)? по (\d{1,2})(?!\d)|(?<!\w)(\d{1,2})[-\s]?[інтд][ае]?н\w* (\d{1,2})[-\s]?\w{1,3} дейін"
    r"|(?<!\w)(\d{1,2})-ից (?:մինչև )?(\d{1,2})-[իըն]|(?<!\w)(\d{1,2})\.(?: kuni |-)(\d{1,2})\.(?!\d)"
    r"|\b(?:mula|noong) ika-?(\d{1,2}) hanggang (?:ika-?)?(\d{1,2})\b"
)


def days_of_a_month(text: str, today: date) -> Iterator[Finding]:
    """Of this month, or of the last one where they are not over."""
    for match in DAYS_OF_MONTH.finditer(text):
        first, last = (int(day) for day in match.groups() if day is not None)
        month = today if last <= today.day else today - relativedelta(months=1)
        try:
            days = month.replace(day=first), month.replace(day=last)
        except ValueError:
            # A 31st of February.
            continue
        if days[0] < days[1]:
            yield Finding("date", *match.span(), f"{days[0]}/{days[1]}")
