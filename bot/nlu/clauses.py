"""Where a message goes over from one thing to the next, by its signs and by the words of data/nlu/wishes.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import TrainedComponent
from bot.nlu.language import LANGUAGE
from bot.nlu.word_lists import OF_LANGUAGE, applies, rules_of

# Under which a clause's message keeps where it stands; whole messages have none.
CLAUSE = "clause"
# Lists of the training data whose words join wishes.
START, ADVERB, AND, OTHERWISE = "wish_start", "wish_adverb", "wish_and", "wish_otherwise"
LISTS = (START, ADVERB, AND, OTHERWISE)
# Shorter messages hold one wish.
MIN_WORDS = 6
MIN_CLAUSE_WORDS = 3
# Every clause is understood for itself, which costs; what stands behind the last of these belongs to it.
MAX_CLAUSES = 8
# Ends a sentence: a sign and a space, or a new line. Not the point of "no. 5" or "e.g. this".
SENTENCE_END = re.compile(r"(?:(?<!\bno)(?<!\bnr)(?<!\be\.g)(?<!\bi\.e)[.!?…։;:]+[)\"'”»]*(?=\s)|\n)\s*|\s[-–—•▪‣*]\s")
# Counts wishes: "1) ... 2) ...", "(1)", "1.", "1 -", "#1", "a)"; not "1.5" nor "1-2".
COUNTER = re.compile(
    r"(?<!\S)(?:[(\[]?(?:(\d)(?:[)\].:]+|\s?[-–—]|\ufe0f?\u20e3)|([^\W\d_])[)\]])|[#№](\d))(?=\s+\S|[^\W\d_])\s*"
)
# How one counts; each counter stands in its place.
COUNTS = ("123456789", "abcdefgh", "абвгдежз", "աբգդեզէը")
# What may stand before an adverb that begins a clause.
SIGN_BEFORE = re.compile(r"(?:^|[^\w\s'])\s*$")


class Joint(Enum):
    """What makes a clause begin."""

    # Words that lead over to another thing.
    WORDS = "words"
    # The counter of a list: what it says is one thing.
    ITEM = "item"
    SENTENCE = "sentence"
    # It joins nouns, too.
    AND = "and"


@dataclass(frozen=True)
class Clause:
    start: int
    end: int
    joint: Joint = Joint.SENTENCE
    # How many characters say that it is wished for only where what stands before it cannot be.
    otherwise: int = 0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClauseSplitter(TrainedComponent):
    """Hands on a message of several clauses with each of them as a message of its own behind it, for the classifier to read.

    `WishFinder` puts them together again; it must stand in the pipeline, too.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._joints: dict[str, Joints] = {}
        self._words: dict[str, list[str]] = {}

    def restore(self, folder: Path) -> None:
        self._words = json.loads((folder / "joints.json").read_text(encoding="utf-8"))

    def train(self, training_data: TrainingData) -> Resource:
        lists = rules_of(training_data)["phrases"]
        self._words = {name: words for name, words in lists.items() if name.partition(OF_LANGUAGE)[0] in LISTS}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "joints.json").write_text(json.dumps(self._words, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        return [part for message in messages for part in (message, *self._clauses(message))]

    def _clauses(self, message: Message) -> Iterator[Message]:
        text, metadata = message.get(TEXT) or "", message.get(METADATA) or {}
        clauses = self._of_language(metadata.get(LANGUAGE) or "en").split(text)
        if len(clauses) > 1:
            for clause in clauses:
                yield Message({TEXT: text[clause.start + clause.otherwise : clause.end], METADATA: metadata, CLAUSE: clause})

    def _of_language(self, language: str) -> Joints:
        if language not in self._joints:
            self._joints[language] = Joints.of(self._words, language)
        return self._joints[language]


def with_clauses(messages: Sequence[Message]) -> Iterator[tuple[Message, list[Message]]]:
    """Each whole message with the clauses that `ClauseSplitter` put behind it."""
    wholes = [place for place, message in enumerate(messages) if message.get(CLAUSE) is None]
    for place, next_place in pairwise([*wholes, len(messages)]):
        yield messages[place], list(messages[place + 1 : next_place])


class Joints:
    """The words that join wishes in one language."""

    def __init__(self, words: Mapping[str, list[str]]) -> None:
        self._lists = {name: _any_of(words[name]) for name in LISTS if words.get(name)}

    @classmethod
    def of(cls, lists: Mapping[str, list[str]], language: str) -> Joints:
        words: dict[str, list[str]] = {}
        for label, listed in lists.items():
            name, _, of_language = label.partition(OF_LANGUAGE)
            if applies(of_language or "en", language):
                words.setdefault(name, []).extend(listed)
        return cls(words)

    def split(self, text: str) -> list[Clause]:
        """The clauses in order, without the counters of a list; a single one where nothing parts the text."""
        counters = _counters(text)
        if not counters and len(text.split()) < MIN_WORDS:
            return [Clause(0, len(text))]
        clauses: list[Clause] = []
        joints = sorted((self._found(text) | dict.fromkeys(counters, Joint.ITEM)).items())
        ends = [counters.get(start, start) for start, _ in joints[1:]] + [len(text)]
        for (start, joint), end in zip(joints, ends, strict=True):
            if start >= end:
                continue
            condition = self._condition(text[start:end])
            too_short = not condition and joint is not Joint.ITEM and len(text[start:end].split()) < MIN_CLAUSE_WORDS
            if clauses and (too_short or len(clauses) == MAX_CLAUSES or _is_bare_condition(clauses[-1], text)):
                clauses[-1] = replace(clauses[-1], end=end)
            else:
                clauses.append(Clause(start, end, joint, condition))
        return clauses

    def _found(self, text: str) -> dict[int, Joint]:
        """Where clauses may begin, and by what."""
        found = dict.fromkeys(self._starts(AND, text), Joint.AND)
        found |= {match.end(): Joint.SENTENCE for match in SENTENCE_END.finditer(text)}
        found |= {start: Joint.WORDS for start in self._starts(ADVERB, text) if SIGN_BEFORE.search(text[:start])}
        found |= {start: Joint.WORDS for name in (START, OTHERWISE) for start in self._starts(name, text)}
        return {start: joint for start, joint in found.items() if 0 < start < len(text)} | {0: Joint.SENTENCE}

    def _starts(self, name: str, text: str) -> Iterator[int]:
        words = self._lists.get(name)
        return (match.start() for match in words.finditer(text)) if words else iter(())

    def _condition(self, text: str) -> int:
        """Where the words end that make it an alternative; a word or so ("but") may come before them."""
        words = self._lists.get(OTHERWISE)
        match = words.search(text) if words else None
        return match.end() if match and len(text[: match.start()].split()) <= 1 else 0


def _counters(text: str) -> dict[int, int]:
    """Where the items of a list begin, with where their counters do; none where nobody counts from the first to the second."""
    matches = list(COUNTER.finditer(text))
    for count in COUNTS if matches else ():
        items: dict[int, int] = {}
        left = iter(count)
        due = next(left)
        for match in matches:
            if match[match.lastindex or 0].casefold() == due:
                items[match.end()] = match.start()
                due = next(left, "")
        if len(items) > 1:
            return items
    return {}


def _is_bare_condition(clause: Clause, text: str) -> bool:
    """Whether what is wished for under the condition is still to come: "if not" of "if not, then cancel it"."""
    return clause.otherwise > 0 and len(text[clause.start + clause.otherwise : clause.end].split()) < MIN_CLAUSE_WORDS - 1


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w'])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'])")
