"""The entity extractor: what a customer names, found by the rules of the training data, the shop's catalogue and the calendar."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.nlu.amounts import amounts
from bot.nlu.catalogue import Catalogue, Products
from bot.nlu.component import TrainedComponent
from bot.nlu.dates import dates
from bot.nlu.findings import Finding, without_overlaps
from bot.nlu.language import LANGUAGE
from bot.nlu.phones import phones
from bot.nlu.roles import with_roles
from bot.nlu.word_lists import WordLists, rules_of
from bot.nlu.words import blank_language, folded

RULES = "entities.json"
# Of a message's metadata: the shop's day on which it came, as ISO 8601 writes it.
TODAY = "today"
# Words that so many training examples have are words, not typos of a product's name.
ORDINARY_TIMES = 2
# spaCy keeps every word that it ever saw. After so many of customers (some 50 MB) it begins anew.
MAX_WORDS_KEPT = 200_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PhraseEntityExtractor(TrainedComponent, EntityExtractorMixin):
    """Finds order numbers, e-mail addresses and the words of lists (`data/nlu`), telephone numbers, dates, amounts, and, once
    `learn_catalogue` was called, products and option values.

    Of what overlaps, the longest stays. The catalogue changes after training, so it is no part of the model.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._rules: dict[str, Any] = {"patterns": [], "phrases": {}, "synonyms": {}, "ordinary": []}
        self._products: Products = {}
        self._finders = self._new_finders()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Of messages that do not say theirs.
            "language": "en",
            # Where telephone numbers without a country's code are from (ISO 3166), and how it writes 03/05/2024.
            "region": "US",
            "day_first": False,
            # What a bare $ means (ISO 4217).
            "currency": "USD",
        }

    def restore(self, folder: Path) -> None:
        self._learn(json.loads((folder / RULES).read_text(encoding="utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        rules = rules_of(training_data) | {"ordinary": _ordinary_words(training_data)}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / RULES).write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")
        self._learn(rules)
        return self._resource

    def learn_catalogue(self, products: Products) -> None:
        """From now on find these products and their options' values, and no others; takes some seconds for 10,000 products."""
        if products != self._products:
            self._products = products
            self._finders = self._new_finders()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get("metadata") or {}
            language = metadata.get(LANGUAGE) or self._config["language"]
            today = date.fromisoformat(metadata[TODAY]) if TODAY in metadata else None
            found = self.add_extractor_name(self.extract(message.get(TEXT) or "", language, today))
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def extract(self, text: str, language: str | None = None, today: date | None = None) -> list[dict[str, Any]]:
        """Entities of the text in its order, each with entity, value, start and end; some with role, an option with its name.

        Without a day, relative dates count from today.
        """
        if self._finders.words_seen > MAX_WORDS_KEPT:
            self._finders = self._new_finders()
        language = (language or self._config["language"]).partition("-")[0]
        findings = self._findings(text, language, today or datetime.now(UTC).date())
        return [finding.as_entity() for finding in with_roles(without_overlaps(findings), text)]

    def _findings(self, text: str, language: str, today: date) -> Iterator[Finding]:
        finders = self._finders
        doc = finders.language(text)
        yield from finders.lists.find(doc, text, language)
        yield from finders.catalogue.find(doc, text, language)
        yield from dates(doc, text, language, today, self._config["day_first"])
        yield from amounts(text, self._config["currency"])
        yield from phones(text, self._config["region"])

    def _learn(self, rules: dict[str, Any]) -> None:
        self._rules = rules
        self._finders = self._new_finders()

    def _new_finders(self) -> _Finders:
        language = blank_language()
        lists = WordLists(language, self._rules)
        catalogue = Catalogue(language, self._products, frozenset(self._rules.get("ordinary", ())))
        return _Finders(language, lists, catalogue, len(language.vocab))


class _Finders(NamedTuple):
    """All that holds on to spaCy's words. Exchanged as a whole: other threads go on with what they have."""

    language: Language
    lists: WordLists
    catalogue: Catalogue
    # Of the lists and the catalogue.
    own_words: int

    @property
    def words_seen(self) -> int:
        return len(self.language.vocab) - self.own_words


def _ordinary_words(training_data: TrainingData) -> list[str]:
    texts = {example.get(TEXT) or "" for example in training_data.intent_examples}
    times = Counter(word for text in texts for word in {folded(word) for word in re.findall(r"\w+", text)})
    return sorted(word for word, number in times.items() if number >= ORDINARY_TIMES)
