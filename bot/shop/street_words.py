"""Where the street of an address begins and ends in a text: '48 Birch Street' of 'ship it over to 48 birch street tampa fl'."""

import re

_KINDS = (
    r"street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct(?!\.?,?\s*\d{5})|place|pl|way|terrace|ter|circle|cir|parkway|pkwy"
    "|highway|hwy|square|sq|trail|trl|loop|alley|row|plaza|crossing|crescent|broadway"
)
# "Reno Ct" is a street, "Hartford CT 06101" is not; "Elm St" is a street, "St Louis" and "St. Paul" are towns.
_KIND = rf"(?:(?!st\b\.? (?:louis|paul|petersburg|augustine|charles|cloud|george|joseph|peters)\b)(?:{_KINDS})\b\.?)"
# "Oak Street NE", "Main Street North,": but "Elm Street North Las Vegas".
_SIDE = r"(?:\s+(?:[ns][ew]?|[ew])\b\.?|\s+(?:north|south|east|west)(?=\s*(?:[,;\n#]|$)))?"
# Words of a sentence, not of a street's name: "2 of them to 48 Birch Street".
_NO_NAME = r"(?!(?:of (?!the)|to|at|in|on|is|are|and|or|for|from|with|please|it|them|my|new)\b)"
_WORD = rf"(?:{_NO_NAME}[^\W\d][\w.'\u2019-]*|\d+(?:st|nd|rd|th)\b)"
# The last kind counts: "100 Park Place Drive".
STREET = re.compile(
    rf"(?i)(?<![\w#/-])\d+[\w/-]*(?:\s+{_WORD}){{1,5}}\s+{_KIND}{_SIDE}(?![\w'])"
    rf"|(?<![\w#/-])\d+[\w/-]*\s+(?:[nsew]\.?\s+|north\s+|south\s+|east\s+|west\s+)?broadway\b{_SIDE}"
    r"|(?<![\w#/-])\d+[\w/-]*\s+(?:avenue of the \w+|(?:avenue|ave|highway|hwy|route|rte|county road) (?:\d+|[a-z])\b)"
)
# "FL 33602" is Florida.
_UNIT = r"(?:apt|apartment|suite|ste|unit|flat|floor|fl(?=\b\.?\s*\d{1,3}\b)|room|building|bldg|кв|korter|krt|բն)"
SECOND_LINE = re.compile(rf"(?i)^(?:#|{_UNIT}\b(?=\W*\w)|\d+(?:st|nd|rd|th) (?:floor|fl)\b)")
# A second line without a comma before it: "12 Oak St Apt 4".
_INNER = rf"(?:{_UNIT}\b\.?\s*#?\s*\d[\w-]*|{_UNIT}\b\.?\s*#?\s*[a-z]\b|#\s*\w+|\d+(?:st|nd|rd|th) floor)"
INNER_SECOND_LINE = re.compile(rf"(?i)\s+({_INNER})\s*$")
SECOND_LINE_FIRST = re.compile(rf"(?i)^\s*({_INNER})(?:\s+(?:at|on|in)\b)?\s*")


def streets_in(text: str) -> list[tuple[int, int]]:
    """Where streets stand whose house number comes first and whose kind is written."""
    return [match.span() for match in STREET.finditer(text)]


def street_parts(part: str) -> tuple[str, str]:
    """A street and its second line, of what stands before the first comma."""
    second = INNER_SECOND_LINE.search(part)
    if second:
        return part[: second.start()].strip(), second.group(1)
    first = SECOND_LINE_FIRST.match(part)
    if first and STREET.match(part, first.end()):
        return part[first.end() :].strip(), first.group(1)
    return part, ""
