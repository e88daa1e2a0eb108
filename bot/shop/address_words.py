"""Postal addresses as customers write them: '123 Elm St, Apt 4, Denver CO 80014', 'Pikk 5, 10123 Tallinn', '445 Maple Drive'."""

import re
from dataclasses import dataclass, replace

from bot.shop.address import Address
from bot.shop.street_words import SECOND_LINE, SECOND_LINE_FIRST, STREET, street_parts, streets_in
from bot.shop.town_words import POSTCODE, Town, region_code, town_of

# What leads up to an address: "my new address is ...", "send it to: ...". Not "the zip is 94109".
LEAD = re.compile(r"(?:\b(?:is|to|at|be|it)\b|:)(?!\s*\d{4,6}\s*(?:$|[,;.!?\n]))\s*(?=[^,;\n]*\d)", re.IGNORECASE)
# "To my own place and not to 121 Broadway."
NOT_THERE = re.compile(
    r"(?i)\b(?:and |but )?(?:not|instead of|rather than|no longer|away from|from)(?: (?:to|at|from|in))?"
    r" \d+[\w/-]*\s+[^\W\d](?:(?!\b(?:to|but)\b)[^.;!?\n])*"
)
# The end of a sentence before the street: "I need it sent somewhere else. 77 Harbor Lane". Not the point of "tn. 5 k 2".
BEFORE_STREET = re.compile(r"\w{4,}[.!?:;]+\s+(?=\d+[\w/-]*\s+[^\W\d])")
# Words in small letters before a street in capital ones: "please send it over 77 Harbor Lane".
SMALL_WORDS = re.compile(r"^(?:[a-z'\u2019]+\s+)+(?=\d+[\w/-]*\s+[A-Z])")
# Another sentence, of four words or more and without a number, behind the address.
GOES_ON = re.compile(r"(?<=\w\w)[.!?]\s+(?:[^\W\d]['\w]*,?\s+){3}\D*$")
# ... or anything behind the sentence that the postcode is in, or behind a "pretty please".
BEHIND_POSTCODE = re.compile(
    r"(?<=\w)[.!?](?:\s|$).*|(?<=\d)[\s,]+(?:pretty )?(?:please|pls|plz|thanks|thank (?:you|u)|thx)\b.*",
    re.DOTALL | re.IGNORECASE,
)
# "... Denver CO 80201 please"
PLEASE = re.compile(r"(?i)[\s,]+(?:please|pls|plz|thanks|thank you|thx)(?: (?:a lot|very much|so much))?[\s.!]*$")
# "Pikk 5 10123 Tallinn": a street with its number, and a town behind its postcode.
TOWN_BEHIND = re.compile(
    rf"^(?P<street>(?=[^\d]*[^\W\d])[^,]*?\d+\w{{0,2}})\s+(?P<town>{POSTCODE.pattern}\s+[^\W\d].*)$".replace("(?i)", "")
)
SEPARATOR = re.compile(r"[,;\n]|\s[-\u2013|]\s")
PARENTHESES = re.compile(r"[()\[\]]")
# "Apt 5b"
LETTER_OF_UNIT = re.compile(r"\b\d+[a-z]\b")
MAX_CHARS = 300
# Longer ones are sentences with a number at the end.
MAX_STREET_WORDS = 8
# A no before a corrected address; no "Reno, NV 89501, 12 Oak Street".
NO_OTHER = re.compile(r"^\s*[^\W\d]{1,6}\s*,(?!\s*[A-Z]{2}\s+\d{5})\s*(?=[^,]*\d)")
# Of a sentence about orders: "1 of my orders has it already".
OF_ORDERS = re.compile(r"(?i)\b(?:of (?:my|them|these|those)|orders?|already)\b")
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
    text = NO_OTHER.sub("", text)
    said = _read(NOT_THERE.sub(" ", text))
    if not said.line1 and not among_words:
        said = _read(text)
    if among_words and not (
        STREET_NUMBER_FIRST.match(said.line1) or (said.postcode and len(said.line1.split()) <= MAX_STREET_WORDS)
    ):
        return AddressSaid()
    return said


def read_town(text: str) -> AddressSaid:
    """City, region and postcode, where only these were asked for."""
    text = PLEASE.sub("", GOES_ON.sub("", text))
    leads = list(LEAD.finditer(text))
    return _with_town("", "", town_of(SEPARATOR.split(text[leads[-1].end() if leads else 0 :])))


def _read(text: str) -> AddressSaid:
    if len(text) > MAX_CHARS or not any(char.isdigit() for char in text):
        return AddressSaid()
    text = PARENTHESES.sub(",", PLEASE.sub("", GOES_ON.sub("", text)))
    streets = streets_in(text)
    if not streets:
        return _of_other_kind(text)
    starts = [start for start, _ in streets]
    read = [
        _from_street(text[start:end], text[before:start])
        for before, start, end in zip([0, *starts], starts, [*starts[1:], len(text)], strict=False)
    ]
    # "It goes to 5 Elm Road, but should go to 12 Oak Street, Reno, NV 89501."
    return ([said for said in read if said.is_whole] or read)[-1]


def _from_street(text: str, before: str) -> AddressSaid:
    """The address that begins with a street whose kind is written: where it ends is certain without a comma, too."""
    street = STREET.match(text)
    assert street is not None  # noqa: S101
    behind, *parts = SEPARATOR.split(_until_sentence_end(text, street.end())[street.end() :])
    line2, [behind, *parts] = _without_second_line(_second_line_before(before), [behind, *parts])
    town = town_of(parts)
    if behind.strip(" .") and town.city and not region_code(town.city) and not _begins_sentence(behind):
        # "12 Station Road East End, Leeds"
        return _with_town(f"{street.group()} {behind.strip()}", line2, town)
    return _with_town(street.group(), line2, _joined(town_of([behind, *parts]), _town_before(before)))


def _second_line_before(text: str) -> str:
    """'Apt 5B, 2210 Larkin Street'"""
    last = SEPARATOR.split(text.rstrip(" ,"))[-1]
    found = SECOND_LINE_FIRST.match(last)
    return found.group(1) if found and found.end() == len(last) else ""


def _town_before(text: str) -> Town:
    """'New York, NY 10001, 12 Oak Street'"""
    parts = [part for part in SEPARATOR.split(text) if part.strip()]
    return town_of(parts) if parts and POSTCODE.search(parts[-1]) else Town()


def _joined(town: Town, before: Town) -> Town:
    """What is said behind a street counts; what is said before it makes up for what is not."""
    if town.postcode:
        return town
    return before if not town.city else replace(town, postcode=before.postcode)


def _of_other_kind(text: str) -> AddressSaid:
    """The address whose street is what stands before the first comma."""
    parts = [part.strip(" .!?") for part in SEPARATOR.split(_without_lead(text))]
    parts = [part for part in parts if part]
    if len(parts) > 1 and SECOND_LINE.match(parts[0]):
        parts[:2] = [f"{parts[1]} {parts[0]}"]
    if not parts or not any(char.isalpha() for char in parts[0]) or not any(char.isdigit() for char in parts[0]):
        return AddressSaid()
    if (whole := TOWN_BEHIND.match(parts[0])) is not None:
        parts[:1] = [whole["street"], whole["town"]]
    if _holds_town(parts[0]) or OF_ORDERS.search(parts[0]):
        return AddressSaid()
    line1, line2 = street_parts(parts[0])
    line2, parts = _without_second_line(line2, parts[1:])
    return _with_town(line1, line2, town_of(parts))


def _with_town(line1: str, line2: str, town: Town) -> AddressSaid:
    line1, line2, city = (_capitalised(part.strip(" .,-")) for part in (line1, line2, town.city))
    line2 = LETTER_OF_UNIT.sub(lambda match: match.group().upper(), line2)
    return AddressSaid(line1, line2, city, town.region, town.postcode, town.country)


def _capitalised(part: str) -> str:
    """As addresses are written, where all is in small letters: '48 birch street' is 48 Birch Street."""
    return " ".join(word[:1].upper() + word[1:] for word in part.split()) if part.islower() and part.isascii() else part


def _until_sentence_end(text: str, start: int) -> str:
    postcode = POSTCODE.search(text, start)
    end = BEHIND_POSTCODE.search(text, postcode.end() - 1) if postcode else None
    return text[: end.start()] if end else text


def _begins_sentence(words: str) -> bool:
    return town_of([words, "Reno", "NV"]).city == ""


def _without_second_line(line2: str, parts: list[str]) -> tuple[str, list[str]]:
    left = []
    for part in map(str.strip, parts):
        inner = None if line2 else SECOND_LINE_FIRST.match(part)
        if inner:
            line2, rest = inner.group(1), part[inner.end() :]
            left.append(rest)
        elif not line2 and SECOND_LINE.match(part):
            line2 = part
            left.append("")
        else:
            left.append(part)
    return line2, left


def _holds_town(street: str) -> bool:
    """Whether a town is written in it that nothing tells apart from the street: '12 Camino Real Santa Fe NM 87501'."""
    postcodes = [match for match in POSTCODE.finditer(street) if any(char.isdigit() for char in street[: match.start()])]
    last = street.rsplit(maxsplit=1)[-1]
    return bool(postcodes) or (len(street.split()) > len(("12", "Main", "NM")) and last.isupper() and bool(region_code(last)))


def _without_lead(text: str) -> str:
    leads = [*LEAD.finditer(text), *BEFORE_STREET.finditer(text)]
    text = SMALL_WORDS.sub("", text[max((lead.end() for lead in leads), default=0) :].strip())
    # "Hi, my new address, 12 Camino Real, Santa Fe"
    parts = SEPARATOR.split(text)
    numbered = next((place for place, part in enumerate(parts) if STREET_NUMBER_FIRST.match(part.strip())), 0)
    return ",".join(parts[numbered:]) if not any(char.isdigit() for part in parts[:numbered] for char in part) else text
