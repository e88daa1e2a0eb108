"""Values that are a number with its unit: which of them compare, which is more, and how else one is written."""

import re
from collections.abc import Iterable, Iterator

from bot.shop.words.phrases import joined, read
from bot.shop.words.vocabulary import vocabulary

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# Shorter ones are words, too: "two in", "a m".
MIN_UNIT_CHARS = 4
# A value with its words joined: "1000ml".
QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)([a-z%]*)")


def ranks_of(values: Iterable[str]) -> dict[str, float]:
    """Each value's place among the others, by its number or on one of the known scales; empty where some has none."""
    values = list(values)
    for scale in vocabulary()["scales"].values():
        places = {joined(word): float(place) for place, word in enumerate(scale)}
        if all(joined(value) in places for value in values):
            return {value: places[joined(value)] for value in values}
    kinds = {kind_of(value) for value in values}
    if len(kinds) != 1 or None in kinds:
        return {}
    return {value: _quantity(value) for value in values}


def kind_of(value: str) -> str | None:
    """What stands around the number, in its base unit: values of one kind compare."""
    found = NUMBER.search(read(value).plain)
    if found is None:
        return None
    unit = _unit(value, found)
    base, _ = vocabulary()["units"].get(unit, (unit, 1))
    return read(value).plain[: found.start()] + str(base)


def quantity_of(value: str) -> float | None:
    """The number in its base unit; None where there is none."""
    return _quantity(value) if NUMBER.search(read(value).plain) else None


def in_other_units(value: str) -> Iterator[str]:
    """'1 liter' and '1l' for '1000ml'."""
    match = QUANTITY.fullmatch(joined(value))
    units = vocabulary()["units"]
    if match is None or match.group(2) not in units:
        return
    base, _ = units[match.group(2)]
    for unit, (other, factor) in units.items():
        if other == base:
            number = f"{_quantity(value) / factor:g}"
            yield f"{number} {unit}"
            yield from (f"{word} {unit}" for word in _number_words(number) if len(unit) >= MIN_UNIT_CHARS)


def _number_words(number: str) -> list[str]:
    """'two' of 2; 'a' of 1, as in "it holds a liter"."""
    words = [word for word, digit in vocabulary()["numbers"].items() if str(digit) == number]
    return [*words, "a"] if number == "1" else words


def _quantity(value: str) -> float:
    """The number in its base unit."""
    found = NUMBER.search(read(value).plain)
    if found is None:
        raise ValueError(f"{value!r} has no number")
    _, factor = vocabulary()["units"].get(_unit(value, found), (None, 1))
    return float(found.group().replace(",", ".")) * float(factor)


def _unit(value: str, number: re.Match[str]) -> str:
    """The first word behind the number that is none itself: "lb" of "5-25 lbs"."""
    behind = (word.form for word in read(value).words if word.start >= number.end())
    return next((form for form in behind if not form[0].isdigit()), "")
