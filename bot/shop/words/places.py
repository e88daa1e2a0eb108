"""Towns and streets that a text names, but for those that it names as the ones to leave."""

import re
from collections.abc import Iterable
from functools import cache

from bot.shop.words.phrases import read
from bot.shop.words.vocabulary import vocabulary

# "to Denver instead of Boston"
_NOT_TOWN = re.compile(
    r"\b(?:instead of|rather than|not|from|no longer|shouldnt|anymore)(?: (?:to|in|my|the|our|old|go|be|sent))* ?$"
    # Where it goes now: "it's going to Boston by mistake"
    r"|\b(?:is|its|was|are|thats|still|currently)(?: \w+)? (?:going|sent|headed|shipped|addressed|set)(?: out)? to"
    r"(?: the| my)? ?$"
)
# Codes so short are words, too: "or", "in", "me".
SHORT_CODE = 2
# The number of a house, before or behind its street.
_HOUSE = re.compile(r"^\d+[\w/-]*\s|\s\d+[\w/-]*$")


def town_meant(plain: str, towns: Iterable[str]) -> str | None:
    """The town to go to, of these: the last one that is named, and not as the one to leave."""
    found = [
        (match.start(), town)
        for town in dict.fromkeys(filter(None, towns))
        for match in _town(town).finditer(plain)
        if not _NOT_TOWN.search(plain[: match.start()])
    ]
    return max(found)[1] if found else None


def names_town(plain: str, town: str) -> bool:
    return bool(town) and bool(_town(town).search(plain))


def names_region(plain: str, region: str) -> bool:
    """By its name in full, or as it is written in addresses: 'Texas' of TX."""
    code = read(region).plain
    names = [code, *vocabulary()["regions"].get(code, ())] if code else []
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) for name in names if len(name) > SHORT_CODE)


def says_street(plain: str, line: str) -> bool:
    """Whether the street of an address is named, with or without the number of the house, and not as the one to leave."""
    street = street_of(line)
    # A single word may be anything: "Broadway", but also "Park".
    places = re.finditer(rf"(?<!\w){re.escape(street)}(?!\w)", plain) if " " in street else ()
    return any(not _NOT_TOWN.search(plain[: match.start()]) for match in places)


def street_of(line: str) -> str:
    """The street in plain letters, without the number of the house."""
    return _HOUSE.sub("", read(line).plain).strip()


@cache
def _town(town: str) -> re.Pattern[str]:
    name = read(town).plain
    names = [name, *vocabulary()["places"].get(name, ())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
