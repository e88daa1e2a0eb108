"""Which articles are of one use, by a customer's word for it: 'everything gaming related'."""

import re
from collections.abc import Sequence
from functools import cache

from bot.shop.order_line import OrderLine
from bot.shop.words.phrases import Phrases, read
from bot.shop.words.vocabulary import vocabulary

_TOPIC = r"(?:-|\s)?(?:related|stuff|things?|items?|articles?|products?|gear|equipment)"
ABOUT = re.compile(r"\b(?:to do with|related to|about|for(?: making| brewing| preparing)?)(?: the| my)?\s*$")
NOT_OF_TOPIC = re.compile(r"\b(?:nothing to do with|not|isnt|arent|except|other than|unrelated to|but)\b[^.;!?]*$")


def topic_said(plain: str) -> re.Match[str] | None:
    """The last one: "I got into gaming, return everything that has nothing to do with gaming"."""
    found = [match for match in _topics().finditer(plain) if match["things"] or ABOUT.search(plain, 0, match.start())]
    return found[-1] if found else None


@cache
def _topics() -> re.Pattern[str]:
    topic = rf"(?:{'|'.join(sorted(vocabulary()['topics'], key=len, reverse=True))})"
    # "Whatever is for making coffee or tea".
    return re.compile(rf"\b(?P<topic>{topic}(?:(?:,? (?:or|and) |, ?|/){topic})*)\b(?P<things>{_TOPIC}\b)?")


def lines_of_topic(plain: str, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """The lines of one use: 'everything gaming related'."""
    said = topic_said(plain)
    if said is None:
        return []
    topics = [topic for topic in vocabulary()["topics"] if re.search(rf"\b{topic}\b", said["topic"])]
    phrases = Phrases((word, word) for topic in topics for word in vocabulary()["topics"][topic])
    of_topic = [line for line in lines if phrases.find(read(line.name))]
    is_refused = bool(NOT_OF_TOPIC.search(plain[: said.start()]))
    return [line for line in lines if line not in of_topic] if is_refused else of_topic
