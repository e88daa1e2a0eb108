"""Postal addresses as customers write them: '123 Elm St, Apt 4, Denver CO 80014', 'Pikk 5, 10123 Tallinn', '445 Maple Drive'."""

import re
from dataclasses import dataclass

from bot.shop.address import Address

# What leads up to an address: "my new address is ...", "send it to: ...".
LEAD = re.compile(r"(?:\b(?:is|to|at|be|it)\b|:)\s*(?=[^,;\n]*\d)", re.IGNORECASE)
SECOND_LINE = re.compile(
    r"^(?:#|(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|building|bldg|кв|korter|krt|բն)\b)", re.IGNORECASE
)
# "To my own place and not to 121 Broadway."
NOT_THERE = re.compile(
    r"(?i)\b(?:and |but )?(?:not|instead of|rather than|no longer|away from|from)(?: (?:to|at|from|in))?"
    r" \d+[\w/-]*\s+[^\W\d][^,.;!?\n]*"
)
# The end of a sentence before the street: "I need it sent somewhere else. 77 Harbor Lane". Not the point of "tn. 5 k 2".
BEFORE_STREET = re.compile(r"\w{4,}[.!?:;]+\s+(?=\d+[\w/-]*\s+[^\W\d])")
# Words in small letters before a street in capital ones: "please send it over 77 Harbor Lane".
SMALL_WORDS = re.compile(r"^(?:[a-z'\u2019]+\s+)+(?=\d+[\w/-]*\s+[A-Z])")
# Another sentence, of four words or more and without a number, behind the address.
GOES_ON = re.compile(r"(?<=\w\w)[.!?]\s+(?:[^\W\d]['\w]*,?\s+){3}\D*$")
# "... Denver CO 80201 please"
PLEASE = re.compile(r"(?i)[\s,]+(?:please|pls|plz|thanks|thank you|thx)(?: (?:a lot|very much|so much))?[\s.!]*$")
# A second line without a comma before it: "12 Oak St Apt 4".
INNER_SECOND_LINE = re.compile(r"\s+((?:apt|apartment|suite|ste|unit|flat|кв)\.?\s*#?\s*\w+|#\s*\w+)\s*$", re.IGNORECASE)
POSTCODE = re.compile(r"\b(?:\d{5}(?:-\d{4})?|\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [A-Z]{2})\b")
# A state's or province's short name at the end: "Denver CO".
REGION = re.compile(r"(?:^|[\s,])([A-Z]{2})\.?$")
# Begins no part of an address.
THEN = re.compile(r"(?:and|but|please|thanks|thank you|so|not|that|which|it|because)\b", re.IGNORECASE)
COUNTRIES = {"usa": "USA", "us": "USA", "united states": "USA", "u.s.": "USA", "united kingdom": "GB", "uk": "GB"}
MAX_CHARS = 300
# Longer ones are sentences with a number at the end.
MAX_STREET_WORDS = 8
# A no before a corrected address.
NO_OTHER = re.compile(r"^\s*[^\W\d]{1,6}\s*,\s*(?=[^,]*\d)")
STREET_NUMBER_FIRST = re.compile(r"\d+[\w/-]*\s+[^\W\d]")


@dataclass(frozen=True)
class AddressSaid:
    """What was said of an address; empty where it was not."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""

    @property
    def is_whole(self) -> bool:
        return bool(self.line1 and self.city and self.postcode)

    def completed(self, other: "AddressSaid") -> "AddressSaid":
        """With the other's parts where this one has none."""
        return AddressSaid(*(own or others for own, others in zip(self._parts(), other._parts(), strict=True)))

    def correcting(self, address: Address) -> Address:
        """The address with the parts that were said: a street alone is one of the same town."""
        if self.city or self.postcode:
            return self.whole(address.country)
        return Address(self.line1, self.line2 or address.line2, address.city, address.region, address.postcode, address.country)

    def whole(self, country: str) -> Address:
        """As an address in this country, unless another was said."""
        return Address(self.line1, self.line2, self.city, self.region, self.postcode, self.country or country)

    def _parts(self) -> tuple[str, ...]:
        return (self.line1, self.line2, self.city, self.region, self.postcode, self.country)


def read_address(text: str, *, among_words: bool = False) -> AddressSaid:
    """The address in the text; one without a street where none was written.

    Among other words only what has a street that begins with its number, or a postcode, is an address.
    """
    said = _read(NOT_THERE.sub(" ", NO_OTHER.sub("", text)) if among_words else NO_OTHER.sub("", text))
    if among_words and not (
        STREET_NUMBER_FIRST.match(said.line1) or (said.postcode and len(said.line1.split()) <= MAX_STREET_WORDS)
    ):
        return AddressSaid()
    return said


def _read(text: str) -> AddressSaid:
    if len(text) > MAX_CHARS or not any(char.isdigit() for char in text):
        return AddressSaid()
    parts = [part.strip(" .!") for part in re.split(r"[,;\n]", _without_lead(text))]
    parts = [part for part in parts if part]
    country, parts = _country(_without_rest(parts))
    if not parts or not any(char.isalpha() for char in parts[0]) or not any(char.isdigit() for char in parts[0]):
        return AddressSaid()
    line1, line2 = _street(parts[0])
    rest = []
    for part in parts[1:]:
        if SECOND_LINE.match(part) and not line2:
            line2 = part
        else:
            rest.append(part)
    return AddressSaid(line1, line2, *_town(rest), country)


def read_town(text: str) -> AddressSaid:
    """City, region and postcode, where only these were asked for."""
    parts = [part.strip(" .!") for part in re.split(r"[,;\n]", _without_lead(text)) if part.strip(" .!")]
    country, parts = _country(parts)
    return AddressSaid("", "", *_town(parts), country)


def _without_lead(text: str) -> str:
    text = PLEASE.sub("", GOES_ON.sub("", text))
    leads = [*LEAD.finditer(text), *BEFORE_STREET.finditer(text)]
    return SMALL_WORDS.sub("", text[max((lead.end() for lead in leads), default=0) :].strip())


def _without_rest(parts: list[str]) -> list[str]:
    """The parts without the sentence that goes on behind them: ", and I mean the second order"."""
    ends = (place for place, part in enumerate(parts) if place and THEN.match(part))
    return parts[: next(ends, len(parts))]


def _country(parts: list[str]) -> tuple[str, list[str]]:
    found = [COUNTRIES[part.casefold()] for part in parts if part.casefold() in COUNTRIES]
    return (found[-1] if found else "", [part for part in parts if part.casefold() not in COUNTRIES])


def _street(part: str) -> tuple[str, str]:
    second = INNER_SECOND_LINE.search(part)
    return (part[: second.start()].strip(), second.group(1)) if second else (part, "")


def _town(parts: list[str]) -> tuple[str, str, str]:
    """City, region and postcode of what stands behind the street."""
    text = ", ".join(parts)
    found = list(POSTCODE.finditer(text))
    postcode = found[-1].group() if found else ""
    text = text.replace(postcode, " ").strip(" ,") if postcode else text
    text = re.sub(r"\s{2,}", " ", text)
    region = REGION.search(text)
    city = (text[: region.start()] if region else text).strip(" ,")
    return city.partition(",")[0].strip(), region.group(1) if region else city.partition(",")[2].strip(), postcode
