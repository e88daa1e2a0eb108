"""What a message says of articles, kept until it is known whose they are."""

import re

from actions.hearing.heard import Heard
from actions.request import Known
from bot.shop.words.changes import speaks_of_exchanging

# What takes the other articles out.
ONLY = re.compile(r"(?i)\b(?:only|just|solely|i mean|i meant)\b")
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
    return bool(ONLY.search(said["text"])) or (said.get("objects", False) and speaks_of_exchanging(said["text"]))


def speaks_of_them(said: Known) -> bool:
    """'Both of them'"""
    return bool(THEM.search(said["text"]))
