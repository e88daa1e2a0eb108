"""What stands behind the street of an address: 'Denver CO 80014', 'still Denver, zip 80014', '10123 Tallinn', 'Texas, Austin'.

A town is told only where nothing else can be meant; who reads this asks for it otherwise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from bot.shop.words.phrases import read
from bot.shop.words.vocabulary import vocabulary

POSTCODE = re.compile(
    r"(?i)(?<![\w#/-])(?:\d{5}(?:-\d{4})?|\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d"
    r"|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [A-Z]{2})(?![\w/])"
)
COUNTRIES = {
    **dict.fromkeys(("usa", "us", "united states", "united states of america", "u.s", "u.s.a", "america"), "USA"),
    **dict.fromkeys(("united kingdom", "uk", "u.k", "great britain"), "GB"),
    "canada": "Canada",
}
COUNTRY_BEHIND = re.compile(r"(?i)(?<=[\w.])\s+(usa|u\.s\.a|u\.s|united states(?: of america)?|canada|(?-i:US|UK))\.?$")
# Codes so short are words, too: without a postcode they are states in capital letters only.
WORDS_TOO = {"in", "or", "me", "hi", "ok", "oh", "la", "de", "id", "pa", "ma", "al", "co", "on", "ab"}
# No state's name behind these: Fort Washington, Port Washington, Lake Delaware. So little is no town, either.
BEFORE_NAMES = {"fort", "port", "lake", "mount", "mt", "new", "old", "east", "west", "north", "south", "upper", "lower"}
COUNTY = re.compile(r"(?i)\bcounty$")
# "St. Louis", "Winston-Salem", "Coeur d'Alene"
TOWN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*")
MAX_TOWN_WORDS = 5
# "Tampa (FL)", "Tampa in Florida", "Tampa FL and the zip is 33602"
BETWEEN = re.compile(r"[()\[\]]|(?<=\w)\s+in\s+(?=[^\W\d])|\band\s+(?=(?:the\s+|my\s+)?(?:zip|post))")
# "94109 is the zip code"
AFTER_POSTCODE = re.compile(r"(?i)^(?:(?:is|being|as|for)\b\s*)?(?:(?:the|its|my|our)\b\s*)?(?=(?:zip|postal|postcode|post)\b)")


@dataclass(frozen=True)
class Town:
    """Empty where it was not said, or not so that it is certain."""

    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


def town_of(parts: Iterable[str]) -> Town:
    """The town that the parts of an address between its commas name."""
    parts = [cleaned for part in parts for cleaned in BETWEEN.split(part)]
    parts, postcode = _without_postcode(_until_other_words(parts))
    parts, country = _without_country([part for part in map(cleaned_part, parts) if part])
    parts, region = _without_region(parts, has_postcode=bool(postcode))
    city, other = _city(parts, region)
    is_certain = all(map(_is_name, filter(None, (city, other)))) and not (other and region)
    town = Town(city, region or other, postcode, country)
    return town if is_certain and (city or not parts) else replace(town, city="", region=region)


def region_code(name: str) -> str:
    """The short name of the state or province that is so called: 'FL' of Florida and of 'fl.'."""
    plain = read(name).plain.strip(" .").replace(".", "")
    return _regions().get(plain, "").upper()


def cleaned_part(part: str) -> str:
    """Without the words by which people say what it is: 'the zip code is 94109', 'city of Reno', 'still Denver'."""
    leading, trailing = _labels()
    part = part.strip(" .!:-")
    if part.isupper() and region_code(part):
        # Indiana.
        return part
    while (shorter := trailing.sub("", leading.sub("", part)).strip(" .!:-")) != part:
        part = shorter
    return part


def _until_other_words(parts: list[str]) -> list[str]:
    """The parts without the sentence that goes on behind them: ", and I mean the second order"."""
    goes_on = _goes_on()
    kept: list[str] = []
    for part in parts:
        found = goes_on.search(_without_labels_before(part))
        if found is None:
            kept.append(part)
            continue
        kept.append(_without_labels_before(part)[: found.start()])
        break
    return kept


def _without_labels_before(part: str) -> str:
    leading, _ = _labels()
    while (shorter := leading.sub("", part.strip())) != part:
        part = shorter
    return part


def _without_postcode(parts: list[str]) -> tuple[list[str], str]:
    """Two different ones leave it open which is meant."""
    found = {match.group() for part in parts for match in POSTCODE.finditer(part)}
    left = []
    for part in parts:
        before, *behind = (AFTER_POSTCODE.sub("", piece.strip()) for piece in POSTCODE.split(part))
        # "... 33602 ok?" is no Oklahoma.
        left += [before, *(piece for piece in behind if piece not in WORDS_TOO)]
    return left, found.pop().upper() if len(found) == 1 else ""


def _without_country(parts: list[str]) -> tuple[list[str], str]:
    country, left = "", []
    for part in parts:
        behind = COUNTRY_BEHIND.search(part)
        name = behind.group(1) if behind else part
        country = COUNTRIES.get(name.casefold(), "") or country
        if behind:
            left.append(part[: behind.start()].strip())
        elif name.casefold() not in COUNTRIES:
            left.append(part)
    return left, country


def _without_region(parts: list[str], *, has_postcode: bool) -> tuple[list[str], str]:
    """The parts without the state or province that one of them is, or that one ends or begins with."""
    own = [place for place, part in enumerate(parts) if _is_region(part, has_postcode)]
    # "Indiana, PA", "New York, NY": of two the short one is the state; "New York, New York": the last.
    own.sort(key=lambda place: (len(parts[place].strip(".")) == len("NY"), place))
    if own and len(parts) > 1:
        code = region_code(parts[own[-1]])
        left = [part for place, part in enumerate(parts) if place != own[-1]]
        # "Brooklyn, New York, NY"
        return ([part for part in left if region_code(part) != code] if len(left) > 1 else left), code
    for place, part in enumerate(parts):
        words = part.split()
        for count in (1, 2):
            before, name = " ".join(words[:-count]), " ".join(words[-count:])
            is_town = before.casefold() in {*BEFORE_NAMES, ""}
            if not is_town and _is_region(name, has_postcode) and not _is_region(f"{words[-count - 1]} {name}", has_postcode):
                return [*parts[:place], before, *parts[place + 1 :]], region_code(name)
        if len(words) > 1 and words[0].isupper() and len(words[0]) == len("NY") and region_code(words[0]):
            return [*parts[:place], " ".join(words[1:]), *parts[place + 1 :]], words[0]
    return ([], region_code(parts[0])) if len(parts) == 1 and _is_code(parts[0], has_postcode) else (parts, "")


def _is_region(name: str, has_postcode: bool) -> bool:
    short = name.strip(" .").replace(".", "")
    return bool(region_code(name)) and (len(short) > len("NY") or _is_code(name, has_postcode))


def _is_code(name: str, has_postcode: bool) -> bool:
    short = name.strip(" .").replace(".", "")
    is_code = len(short) == len("NY") and bool(region_code(short))
    return is_code and (has_postcode or short.isupper() or short.casefold() not in WORDS_TOO)


def _city(parts: list[str], region: str) -> tuple[str, str]:
    """The city, and what else there is: a region that has no short name, or, beside one that has, what leaves it open."""
    parts = [part for part in parts if not COUNTY.search(part)] if region else parts
    if len(parts) > 2:  # noqa: PLR2004
        return "", ""
    return (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else "")


def _is_name(text: str) -> bool:
    words = text.split()
    if len(words) > MAX_TOWN_WORDS or not all(TOWN_WORD.fullmatch(word) for word in words):
        return False
    # "Florida Tampa" is certain to nobody, "Kansas City" is.
    is_state_first = len(words) > 1 and any(region_code(" ".join(words[:count])) for count in (1, 2)) and not region_code(text)
    is_said_else = {word.casefold() for word in words} & _no_town_words() or _is_code(words[-1], has_postcode=True)
    return not is_said_else and not (is_state_first and words[-1].casefold() not in {"city", "beach", "falls", "heights", "park"})


@cache
def _regions() -> dict[str, str]:
    names = vocabulary()["regions"]
    return {**{code: code for code in names}, **{name: code for code, others in names.items() for name in others}}


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    postal = vocabulary()["postal"]
    leading, trailing = _either(postal["before"]), _either(postal["behind"])
    return re.compile(rf"(?i)^(?:{leading})(?!\w)[\s:.#-]*"), re.compile(rf"(?i)(?:^|[\s,:-])+(?:{trailing})(?!\w)[\s.:!]*$")


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{_either(vocabulary()['postal']['goes_on'])})(?!\w)")


@cache
def _no_town_words() -> frozenset[str]:
    postal = vocabulary()["postal"]
    return frozenset(word for name in ("before", "behind", "goes_on") for word in postal[name] if " " not in word) - {"city"}


def _either(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace("'", "['\u2019]").replace(r"\ ", r"\s+") for phrase in longest_first)
