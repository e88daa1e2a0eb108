"""What a message says of articles, kept until it is known whose they are."""

import re

from actions.hearing.heard import Heard
from actions.request import Known
from bot.shop.words.changes import speaks_of_exchanging

# What takes the other articles out.
ONLY = re.compile(r"(?i)\b(?:only|just|solely|i mean|i meant)\b")
# "No, I want to change the lamp and the mug": says which, and not what one of them should become.
THESE_CHANGE = re.compile(
    r"(?i)\b(?:want|wanted|like|wish|need) to (?:change|modify|replace) (?:the|my)\b(?:(?!\b(?:to|into|for)\b)[^.;!?])*[.!]?\s*$"
)
THEM = re.compile(r"(?i)\b(?:both|all|each) of (?:them|those|these)\b|\bthem (?:both|all)\b")


def said_of_articles(heard: Heard, asked: bool) -> Known:
    return {
        "text": heard.text,
        "places": heard.places(asked),
        "all": heard.first("extent") is not None,
        "objects": heard.is_objection,
        "adds": "add" in heard.entities.get("change", ()),
    }


def says_which(said: Known) -> bool:
    """'Only the kettle', 'no, I want to exchange the kettle': and none of the others."""
    text = said["text"]
    return bool(ONLY.search(text)) or (
        said.get("objects", False) and (speaks_of_exchanging(text) or bool(THESE_CHANGE.search(text)))
    )


def speaks_of_them(said: Known) -> bool:
    """'Both of them'"""
    return bool(THEM.search(said["text"]))
