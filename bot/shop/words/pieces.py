"""The number that a text says before an article's name: "one mug", "2 of my old coffee mugs"."""

from itertools import takewhile

from bot.shop.words.phrases import read
from bot.shop.words.vocabulary import vocabulary

# "2 of my old coffee mugs"
MOST_BETWEEN = 4
# What is said before them is of something else.
JOINTS = {"and", "but", "or", "plus"}


def pieces_before(name: str, text: str) -> int | None:
    """How many of the article the text speaks of last; None where it says no number."""
    called, forms = read(name).words[-1].form, [word.form for word in read(text).words]
    found = None
    for place in (place for place, form in enumerate(forms) if form == called):
        nearest_first = reversed(forms[max(place - MOST_BETWEEN - 1, 0) : place])
        numbers = map(_number, takewhile(lambda form: form not in JOINTS, nearest_first))
        found = next((number for number in numbers if number is not None), found)
    return found


def says_number(text: str) -> bool:
    return any(_number(word.form) is not None for word in read(text).words)


def _number(form: str) -> int | None:
    numbers: dict[str, int] = vocabulary()["numbers"]
    return int(form) if form.isdecimal() else numbers.get(form)
