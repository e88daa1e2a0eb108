"""Whether a text says of an article that it goes back, as one that is returned does."""

import re

from bot.shop.words.changes import without_declined
from bot.shop.words.conditions import without_conditions
from bot.shop.words.phrases import read

GOES_BACK = re.compile(
    r"(?:^|[.;!?,]\s*|\b(?:and|but|so|anyways?) )(?:the|my|that|this|both|these|those)\b[^.;!?,]{0,60}?"
    r"\b(?:goes|(?:is|are|will be) going|(?:can|should|must|has to|have to|needs? to|will) go) back\b(?![^.;!?]*\?)"
)


def says_goes_back(text: str) -> bool:
    """'The one with the dent is going back', and asks nothing of it"""
    return bool(GOES_BACK.search(without_conditions(read(without_declined(text)).plain)[0]))
