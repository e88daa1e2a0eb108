"""The entity extractor: patterns, word lists and synonyms of the training data, matched with spaCy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher

RULES = "entities.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PhraseEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds what the patterns (`regex`) match and the phrases of the word lists (`lookup`), as whole words in any case.

    Where findings overlap, the longest stays. A synonym replaces the value; patterns keep theirs as written.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._language = spacy.blank(config["language"])
        self._phrases = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        self._synonyms: dict[str, str] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # The language by whose rules spaCy splits a text into words.
        return {"language": "en"}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> PhraseEntityExtractor:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PhraseEntityExtractor:
        extractor = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            extractor._learn(json.loads((folder / RULES).read_text(encoding="utf-8")))
        return extractor

    def train(self, training_data: TrainingData) -> Resource:
        rules = {
            "patterns": [[feature["name"], feature["pattern"]] for feature in training_data.regex_features],
            "phrases": {table["name"]: table["elements"] for table in training_data.lookup_tables},
            "synonyms": training_data.entity_synonyms,
        }
        with self._model_storage.write_to(self._resource) as folder:
            (folder / RULES).write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")
        self._learn(rules)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name(self.extract(message.get(TEXT) or ""))
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def extract(self, text: str) -> list[dict[str, Any]]:
        """Entities of the text in its order, each with entity, value, start and end."""
        return [self._entity(finding, text) for finding in _without_overlaps([*self._patterned(text), *self._listed(text)])]

    def _patterned(self, text: str) -> Iterator[Finding]:
        for name, pattern in self._patterns:
            for match in pattern.finditer(text):
                yield Finding(name, *match.span())

    def _listed(self, text: str) -> Iterator[Finding]:
        for span in self._phrases(self._language.make_doc(text), as_spans=True):
            yield Finding(span.label_, span.start_char, span.end_char)

    def _entity(self, finding: Finding, text: str) -> dict[str, Any]:
        value = text[finding.start : finding.end]
        return {
            "entity": finding.name,
            "value": self._synonyms.get(value.lower(), value),
            "start": finding.start,
            "end": finding.end,
        }

    def _learn(self, rules: dict[str, Any]) -> None:
        self._patterns = [(name, re.compile(pattern)) for name, pattern in rules["patterns"]]
        self._synonyms = {phrase.lower(): value for phrase, value in rules["synonyms"].items()}
        for name, phrases in rules["phrases"].items():
            self._phrases.add(name, [self._language.make_doc(phrase) for phrase in phrases])


class Finding(NamedTuple):
    name: str
    start: int
    end: int

    def overlaps(self, other: Finding) -> bool:
        return self.start < other.end and other.start < self.end


def _without_overlaps(findings: list[Finding]) -> list[Finding]:
    """The longest findings, of equally long ones the first, in the order of the text."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.start - found.end, found.start)):
        if not any(finding.overlaps(other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda found: found.start)
