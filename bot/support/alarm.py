"""Words on which a human comes at once: danger, distress, anger, the law. They are in data/words, in every language."""

import re
from collections.abc import Sequence
from functools import cache

from bot.shop.words.vocabulary import vocabulary
from bot.support.handoff import HandoffReason

# Tables of `alarm` in data/words, the most pressing first.
ALARMS = {
    "safety": HandoffReason.SAFETY,
    "distress": HandoffReason.DISTRESS,
    "legal": HandoffReason.LEGAL_THREAT,
    "anger": HandoffReason.ANGER,
}
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u02bc`", "'"))


def alarm_in(text: str) -> HandoffReason | None:
    """Why a human must see this message at once; None for nearly all messages."""
    return next((reason for name, reason in ALARMS.items() if _has(text, name)), None)


def asks_for_manager(text: str) -> bool:
    """Whether the human who is asked for shall be one who decides."""
    return _has(text, "manager")


def _has(text: str, name: str) -> bool:
    return _pattern(name).search(text.casefold().translate(APOSTROPHES)) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases: Sequence[str] = vocabulary()["alarm"][name]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_regex, phrases))})(?!\w)")


def _regex(phrase: str) -> str:
    """A star stands for any ending; between words there may be any space."""
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.casefold().split())
