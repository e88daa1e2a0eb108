"""The words by which customers answer what the assistant asks, from data/answers: one file a language, read together."""

import re
import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "answers"
TYPOGRAPHIC_APOSTROPHE = "\u2019"


def meant(question: str, text: str) -> list[str]:
    """The answers to the question that the text gives, in the order in which it gives them, whatever its language."""
    said = _plain(text)
    found = [(match.start(), answer) for answer, words in _answers(question).items() if (match := words.search(said))]
    return [answer for _, answer in sorted(found)]


def is_just(question: str, text: str) -> str | None:
    """The answer to the question that is all that the text says."""
    said = _plain(text)
    return next((answer for answer, words in _answers(question).items() if words.fullmatch(said)), None)


def without(question: str, text: str) -> str:
    """The text, but for its answers to the question."""
    said = _plain(text)
    for words in _answers(question).values():
        said = words.sub("", said)
    return said


@cache
def _answers(question: str) -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for answer, phrases in tomllib.loads(file.read_text(encoding="utf-8")).get(question, {}).items():
            words.setdefault(answer, []).extend(phrases)
    return {answer: _pattern(phrases) for answer, phrases in words.items()}


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Whole words, the longest first; one that ends in * may go on."""
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in longest_first)
    return re.compile(rf"(?i)(?<!\w)(?:{either})(?!\w)")


def _plain(text: str) -> str:
    return text.replace(TYPOGRAPHIC_APOSTROPHE, "'").strip(" .,;:!?\u2026\n")
