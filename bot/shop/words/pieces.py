"""The number that a text says before an article's name: "one mug", "2 of my old coffee mugs"."""

from itertools import takewhile

from bot.shop.words.phrases import read
from bot.shop.words.vocabulary import vocabulary

# "2 of my old coffee mugs"
MOST_BETWEEN = 4
# What is said before them is of something else.
JOINTS = {"and", "but", "or", "plus"}
TIMES = {"day", "days", "week", "weeks", "month", "months", "year", "years", "minute", "minutes", "time", "times"}


def pieces_before(name: str, text: str) -> int | None:
    """How many of the article the text speaks of last; None where it says no number."""
    called, forms = read(name).words[-1].form, [word.form for word in read(text).words]
    found = None
    for place in (place for place, form in enumerate(forms) if form == called):
        before = range(place - 1, max(place - MOST_BETWEEN - 1, 0) - 1, -1)
        near = takewhile(lambda at: forms[at] not in JOINTS, before)
        numbers = (_number(forms[at]) for at in near if not _is_measure(forms[at + 1]))
        found = next((number for number in numbers if number is not None), found)
    return found


def says_number(text: str) -> bool:
    return any(_number(word.form) is not None for word in read(text).words)


def _is_measure(form: str) -> bool:
    """What a number before it counts: "2 liter", "after two days"."""
    return form in TIMES or form in vocabulary()["units"]


def _number(form: str) -> int | None:
    numbers: dict[str, int] = vocabulary()["numbers"]
    return int(form) if form.isdecimal() else numbers.get(form)
