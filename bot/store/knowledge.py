"""The shop's frequent questions and their answers, as the operator writes them in data/faq."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.support.faq import Faq

logger = logging.getLogger(__name__)

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


class FaqError(ValueError):
    """A file of questions and answers is not as it must be; the message names file and entry."""


class FaqFiles:
    """The folder as it is now: a file that was changed is read again, and one that cannot be used changes nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: list[tuple[Path, int, int]] | None = None
        self._entries: dict[str, Faq] = {}
        self.problem: str | None = None

    def entries(self) -> dict[str, Faq]:
        """By id. Raises FaqError where the files were never usable; later `problem` says what is wrong with them."""
        seen = [(path, stat.st_mtime_ns, stat.st_size) for path in sorted(self._folder.glob("*.yml")) for stat in [path.stat()]]
        if seen == self._seen:
            return self._entries
        try:
            self._entries = {entry.id: entry for entry in load_faqs(self._folder)}
            self.problem = None
        except FaqError as error:
            if self._seen is None:
                raise
            self.problem = str(error)
            logger.error("the frequent questions stay as they were: %s", error)
        self._seen = seen
        return self._entries


def load_faqs(folder: Path) -> list[Faq]:
    """All entries of the folder's files, by file name and place; raises FaqError for the first that is not usable."""
    entries: list[Faq] = []
    for path in sorted(folder.glob("*.yml")):
        entries += read_faqs(path)
    for what, names in (("id", [entry.id for entry in entries]), ("intent", [entry.intent for entry in entries if entry.intent])):
        if twice := [name for name, times in Counter(names).items() if times > 1]:
            raise FaqError(f"{folder}: the {what} {twice[0]!r} is used twice")
    return entries


def read_faqs(path: Path) -> list[Faq]:
    """The entries of one file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise FaqError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("faq"), list):
        raise FaqError(f"{path}: expected a list under the key 'faq'")
    return [_entry(raw, f"{path}, entry {number}") for number, raw in enumerate(content["faq"], start=1)]


def _entry(raw: Any, place: str) -> Faq:
    if not isinstance(raw, dict):
        raise FaqError(f"{place}: expected id, title, answers and questions or intent")
    identifier = raw.get("id")
    if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
        raise FaqError(f"{place}: 'id' must be a word in lower case, such as return_window; found {identifier!r}")
    place = f"{place} ({identifier})"
    if unknown := set(raw) - {"id", "title", "questions", "intent", "answers"}:
        raise FaqError(f"{place}: unknown key {', '.join(sorted(map(str, unknown)))}")
    if ("questions" in raw) == ("intent" in raw):
        raise FaqError(f"{place}: needs either 'questions' or the 'intent' that it answers")
    intent = raw.get("intent")
    if intent is not None and (not isinstance(intent, str) or not IDENTIFIER.fullmatch(intent)):
        raise FaqError(f"{place}: 'intent' must be the name of an intent; found {intent!r}")
    return Faq(
        id=identifier,
        title=dict(_by_language(raw, "title", str, place)),
        answers={language: text.strip() for language, text in _by_language(raw, "answers", str, place)},
        questions=_questions(raw, place) if "questions" in raw else {},
        intent=intent,
    )


def _questions(raw: dict[str, Any], place: str) -> dict[str, list[str]]:
    questions = {language: list(texts) for language, texts in _by_language(raw, "questions", list, place)}
    for language, texts in questions.items():
        if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
            raise FaqError(f"{place}: 'questions' in {language!r} must be a list of texts")
    return questions


def _by_language(raw: dict[str, Any], key: str, kind: type, place: str) -> Iterator[tuple[str, Any]]:
    values = raw.get(key)
    if not isinstance(values, dict) or "en" not in values:
        raise FaqError(f"{place}: '{key}' must be given by language, with 'en' among them")
    for language, value in values.items():
        if not isinstance(value, kind) or not value:
            raise FaqError(f"{place}: '{key}' in {language!r} is not as expected; found {value!r}")
        yield language, value
