"""The language identifier: which of our languages a customer writes, told apart by the training examples of each."""

from __future__ import annotations

import inspect
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import alphabets
from bot.alphabets import ALPHABETS, Alphabet
from bot.nlu import calibration, hashes, ngrams, vocabularies
from bot.nlu.calibration import Vectors, fit_weights, sharpness_for
from bot.nlu.catalogue import Products
from bot.nlu.component import TrainedComponent
from bot.nlu.hashes import Hashes, places_among
from bot.nlu.ngrams import EMAIL, Counts, Floats, words_of
from bot.nlu.vocabularies import Vocabularies, Vocabulary

# In a message's metadata: the conversation's language. In its parse: what it goes on in, with a confidence.
# In a training example's metadata: its own. All as ISO 639 writes them.
LANGUAGE = "language"
# N-grams inside of words, whose ends are marked.
LENGTHS = range(1, 5)
# N-grams of fewer training examples are chance.
RAREST_NGRAM = 4
# Codes, numbers and what hangs on them: "W-10482", "W-10482-ի", "2шт".
WITH_DIGIT = re.compile(r"\S*\d\S*")
SCRIPTS = {"ru": "CYRILLIC", "kk": "CYRILLIC", "hy": "ARMENIAN"}
LATIN = "LATIN"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageIdentifier(TrainedComponent):
    """Says in which language the conversation goes on: the one it has, unless the message is clearly in another.

    Sets `language`, {name, confidence}, and the language of the message's metadata, for the components behind this one.
    Order numbers, e-mail addresses and other words with digits say nothing, nor do the names of articles, once
    `learn_catalogue` was called.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._languages: list[str] = []
        self._ngrams: Hashes = np.empty(0, np.uint64)
        self._vocabularies = Vocabularies()
        self._names: frozenset[str] = frozenset()
        self._weights: Floats = np.empty((0, 0), np.float32)
        self._biases: Floats = np.empty(0, np.float32)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Of training examples and messages that do not say theirs.
            "language": "en",
            # How closely the training examples are followed; the inverse of what draws the weights to 0.
            "fit": 30.0,
            # Intents whose examples are names, numbers and other data of no language.
            "without_language": ["inform"],
        }

    def restore(self, folder: Path) -> None:
        known = json.loads((folder / "language.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            self._ngrams = arrays["ngrams"]
            self._weights, self._biases = arrays["weights"], arrays["biases"]
        self._vocabularies = Vocabularies({language: Vocabulary.of_json(stored) for language, stored in known.items()})
        self._languages = list(known)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache of trained components looks at this class alone, and there is more to it."""
        return "".join(
            map(inspect.getsource, (inspect.getmodule(cls) or cls, alphabets, calibration, hashes, ngrams, vocabularies))
        )

    def train(self, training_data: TrainingData) -> Resource:
        examples = sorted(
            (letters_of(message.get(TEXT)), self._language_of(message))
            for message in training_data.intent_examples
            if message.get(INTENT) not in self._config["without_language"]
        )
        self._languages = sorted({language for _, language in examples})
        typed = [(words, language) for written, language in examples for words in in_other_letters(written, language)]
        for name in self._languages:
            own, other = ([words for words, language in said if language == name] for said in (examples, typed))
            self._vocabularies[name] = Vocabulary.learn(own) | Vocabulary.learn(other)
        if len(self._languages) > 1:
            self._fit(examples + typed)
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get(METADATA) or {}
            language, confidence = self.identify(message.get(TEXT) or "", metadata.get(LANGUAGE) or self._config["language"])
            message.set(LANGUAGE, {"name": language, "confidence": confidence}, add_to_output=True)
            message.set(METADATA, metadata | {LANGUAGE: language})
        return messages

    def learn_catalogue(self, products: Products) -> None:
        """From now on take the words of these products' names for names, and no others."""
        self._names = frozenset(self._vocabularies.names_among({word for name in products for word in letters_of(name)}))

    def identify(self, text: str, current: str) -> tuple[str, float]:
        """The language to go on in, and how likely it is, for a text of a conversation in the current language."""
        words = [word for word in letters_of(text) if word not in self._names]
        script = _script_that_counts(words, SCRIPTS.get(current, LATIN))
        words = [word for word in words if script_of([word]) == script]
        likelihoods = self.likelihoods(words)
        if not likelihoods:
            return current, 1.0
        likeliest = max(likelihoods, key=lambda language: likelihoods[language])
        if likeliest != current and self._is_evident(words, text, likeliest, current):
            return likeliest, likelihoods[likeliest]
        return current, likelihoods.get(current, 0.0)

    def likelihoods(self, words: list[str]) -> dict[str, float]:
        """How likely the words are of each language, whatever the conversation's; empty where they say nothing."""
        [(indices, values)] = self._vectors(Counts.of_characters([words], LENGTHS))
        if not len(indices) or len(self._languages) < 2:  # noqa: PLR2004 - nothing to choose from
            return {}
        scores = values @ self._weights[indices] + self._biases
        shares = np.exp(scores - scores.max())
        return dict(zip(self._languages, (shares / shares.sum()).tolist(), strict=True))

    def _is_evident(self, words: list[str], text: str, language: str, current: str) -> bool:
        script, usual = script_of(words), SCRIPTS.get(current, LATIN)
        if script not in {usual, LATIN} or current not in self._vocabularies:
            return True
        # Who writes in other letters writes brands, sizes and "ok" in Latin ones.
        if script != usual and len(words) == 1:
            return self._vocabularies.say(words, language)
        return self._vocabularies.tell(words, text, language, current)

    def _language_of(self, example: Message) -> str:
        said = (example.get(METADATA) or {}).get(METADATA_EXAMPLE, {}).get(LANGUAGE)
        return str(said or self._config["language"])

    def _fit(self, examples: list[tuple[list[str], str]]) -> None:
        counts = Counts.of_characters((words for words, _ in examples), LENGTHS)
        ngrams, frequency = np.unique(counts.ngrams, return_counts=True)
        self._ngrams = ngrams[frequency >= RAREST_NGRAM]
        vectors = self._vectors(counts)
        labels = np.array([self._languages.index(language) for _, language in examples])
        sharpness = sharpness_for(vectors, labels, len(self._ngrams), self._config["fit"])
        weights, biases = fit_weights(vectors, labels, len(self._ngrams), self._config["fit"])
        self._weights, self._biases = weights * sharpness, biases * sharpness

    def _vectors(self, counts: Counts) -> Vectors:
        """Of each text the known n-grams, as vectors of length 1."""
        indices, known = places_among(self._ngrams, counts.ngrams)
        numbers = np.bincount(counts.texts[known], minlength=len(counts.starts) - 1)
        parts = np.split(indices, np.cumsum(numbers)[:-1])
        return [(part, np.full(len(part), 1 / np.sqrt(max(len(part), 1)), np.float32)) for part in parts]

    def _persist(self) -> None:
        known = {language: vocabulary.as_json() for language, vocabulary in self._vocabularies.items()}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "language.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
            np.savez(folder / "weights.npz", ngrams=self._ngrams, weights=self._weights, biases=self._biases)


def letters_of(text: str) -> list[str]:
    """The words that are made of letters alone, without those of e-mail addresses and codes."""
    words = words_of(WITH_DIGIT.sub(" ", EMAIL.sub(" ", text)))
    return [word for word in words if word.replace("'", "").replace("\u2019", "").isalpha()]


def in_other_letters(words: list[str], language: str) -> list[list[str]]:
    """The words in each way that they are typed in where the language's keyboard is not at hand."""
    alphabet = ALPHABETS.get(language, Alphabet())
    ways = ([type_one(word) for word in words] for type_one in (alphabet.in_latin, alphabet.without_marks))
    return [typed for typed in ways if typed != words]


def _script_that_counts(words: list[str], usual: str) -> str:
    """That of the conversation where any word is in it, for names and brands may outnumber the rest; or that of most letters."""
    return usual if usual != LATIN and any(script_of([word]) == usual for word in words) else script_of(words)


def script_of(words: list[str]) -> str:
    """The script of most letters, as Unicode calls it: LATIN, CYRILLIC, ARMENIAN."""
    if all(map(str.isascii, words)):
        return LATIN
    scripts = Counter(unicodedata.name(letter, LATIN).partition(" ")[0] for word in words for letter in word if letter.isalpha())
    return scripts.most_common(1)[0][0] if scripts else LATIN
