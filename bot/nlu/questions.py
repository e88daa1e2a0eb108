"""Frequent questions that were written after the training: found by their likeness, until a training knows them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import TrainedComponent
from bot.nlu.embeddings.component import SharedEncoder
from bot.nlu.embeddings.encoder import Floats, SentenceEncoder, unit
from bot.nlu.embeddings.remembering import KeptOnDisk
from bot.nlu.guesses import FAQ, FAQ_INTENT, Guess, set_guesses
from bot.nlu.language import LANGUAGE

# By id and language: how an entry is asked for.
Questions = Mapping[str, Mapping[str, Sequence[str]]]

# What is less alike is something else. In likeness, where 1 is the same and 0 is any two sentences.
LEAST_LIKENESS = 0.3
# A new question has few phrasings, and what the assistant was trained on has many: by so much it may be less alike.
HANDICAP = 0.1
# How fast a difference in likeness becomes certainty.
STEEPNESS = 15.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SentenceEmbeddings")
class QuestionMatcher(TrainedComponent, IntentClassifier):
    """Adds to the classifier's guesses the entries that `learn` named and the training did not know, and takes out those that
    are no longer answered. Where nothing has changed since the training, it costs nothing.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self._trained: dict[str, set[str]] = {}
        self._languages: list[str] = []
        self._means: Floats = np.empty((0, 0), np.float32)
        self._examples: Floats = np.empty((0, 0), np.float32)
        self._learnt: Questions | None = None
        self._new: list[tuple[str, Floats]] = []
        self._gone: frozenset[str] = frozenset()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Where the vectors of training examples are kept between trainings.
            "kept_in": ".rasa",
        }

    def restore(self, folder: Path) -> None:
        known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
        with np.load(folder / "vectors.npz", allow_pickle=False) as arrays:
            self._means = arrays["means"]
            self._examples = arrays["examples"].astype(np.float32)
        self._trained = {faq: set(texts) for faq, texts in known["questions"].items()}
        self._languages = known["languages"]

    def train(self, training_data: TrainingData, model: SharedEncoder) -> Resource:
        examples = sorted((message.get(TEXT), *_said_of(message)) for message in training_data.intent_examples)
        encoder = KeptOnDisk(model.encoder, Path(self._config["kept_in"]))
        vectors = halves(encoder.encode([text for text, _, _ in examples]))
        self._languages = sorted({language for _, language, _ in examples})
        of_language = np.array([self._languages.index(language) for _, language, _ in examples])
        self._means = np.array([vectors[of_language == index].mean(axis=0) for index in range(len(self._languages))])
        self._examples = unit(vectors - self._means[of_language])
        for text, _, faq in examples:
            if faq:
                self._trained.setdefault(faq, set()).add(text)
        self._persist()
        return self._resource

    def learn(self, questions: Questions, encoder: SentenceEncoder) -> None:
        """From now on know these entries, and no others. Threads that answer meanwhile know the old ones or the new ones."""
        if questions == self._learnt:
            return
        new = []
        for faq, by_language in questions.items():
            known = self._trained.get(faq, set())
            for language, texts in by_language.items():
                unknown = [text for text in texts if text not in known]
                if unknown:
                    new.append((faq, self._vectors(encoder, unknown, language)))
        self._new, self._gone = new, frozenset(set(self._trained) - set(questions))
        self._learnt = questions

    def process(self, messages: list[Message], model: SharedEncoder) -> list[Message]:
        new, gone = self._new, self._gone
        for message in messages:
            guesses: list[Guess] = message.get(INTENT_RANKING_KEY) or []
            found = _without(gone, guesses)
            if new and message.get(TEXT):
                language = (message.get(METADATA) or {}).get(LANGUAGE) or self._languages[0]
                found = self._with_new(found, new, self._vectors(model.encoder, [message.get(TEXT)], language)[0])
            if found != guesses:
                set_guesses(message, found, QuestionMatcher.__name__)
        return messages

    def _with_new(self, guesses: list[Guess], new: Iterable[tuple[str, Floats]], vector: Floats) -> list[Guess]:
        """The guesses with the likeliest new question in its place; the less sure, the nearer an example of something else is."""
        likeness, faq = max(((float((vectors @ vector).max()), faq) for faq, vectors in new), default=(0.0, ""))
        if likeness < LEAST_LIKENESS:
            return guesses
        known = float((self._examples @ vector).max(initial=0.0))
        confidence = 1 / (1 + np.exp(-STEEPNESS * (likeness + HANDICAP - known)))
        left = [guess | {"confidence": guess["confidence"] * (1 - confidence)} for guess in guesses]
        same = sum(guess["confidence"] for guess in left if guess.get(FAQ) == faq)
        found = {"name": FAQ_INTENT, "confidence": float(confidence) + same, FAQ: faq}
        others = [guess for guess in left if guess.get(FAQ) != faq]
        return sorted([found, *others], key=lambda guess: -guess["confidence"])

    def _vectors(self, encoder: SentenceEncoder, texts: Sequence[str], language: str) -> Floats:
        vectors = halves(encoder.encode(texts))
        known = language in self._languages
        mean = self._means[self._languages.index(language)] if known else self._means.mean(axis=0)
        return unit(vectors - mean)

    def _persist(self) -> None:
        known = {"questions": {faq: sorted(texts) for faq, texts in self._trained.items()}, "languages": self._languages}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "known.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
            np.savez(folder / "vectors.npz", means=self._means, examples=self._examples.astype(np.float16))


def halves(vectors: Floats) -> npt.NDArray[np.float32]:
    """Of the encoder's vectors the half that is the mean of the tokens'."""
    return vectors[:, : vectors.shape[1] // 2]


def _said_of(example: Message) -> tuple[str, str]:
    """An example's language, and the id of the entry that it asks for or nothing."""
    said = (example.get(METADATA) or {}).get(METADATA_EXAMPLE, {})
    return str(said.get(LANGUAGE) or "en"), str(said.get(FAQ) or "")


def _without(gone: Collection[str], guesses: list[Guess]) -> list[Guess]:
    """The guesses that can still be answered, together as sure as all were."""
    left = [guess for guess in guesses if guess.get(FAQ) not in gone]
    if len(left) == len(guesses):
        return guesses
    total = sum(guess["confidence"] for guess in left)
    whole = sum(guess["confidence"] for guess in guesses)
    return [guess | {"confidence": guess["confidence"] / total * whole} for guess in left] if total else left
