"""The intent classifier as a part of Rasa's graph, in which every frequent question is a label of its own."""

from __future__ import annotations

import inspect
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import alphabets
from bot.nlu import (
    as_meant,
    calibration,
    centring,
    envelope,
    hashes,
    intent_model,
    kernel,
    mixture,
    ngrams,
    own_letters,
    placeholders,
    sparse,
    spelling,
)
from bot.nlu.clauses import with_clauses
from bot.nlu.component import TrainedComponent
from bot.nlu.embeddings.component import SharedEncoder
from bot.nlu.embeddings.remembering import KeptOnDisk
from bot.nlu.guesses import FAQ, Guess, set_guesses
from bot.nlu.intent_model import DEFAULT_LANGUAGE, IntentModel, Ranking, Settings
from bot.nlu.language import LANGUAGE
from bot.nlu.mixture import Likelihoods
from bot.nlu.wishes import NO_REQUEST, NO_WISH, may_be_wishes

LABEL_SEPARATOR = "/"
# The intent of whoever only tells what they were asked for; and the entities of what they tell.
INFORM = "inform"
DATA = frozenset(["order_number", "email", "phone"])
# What stands beside data is taken for a wish if it has so many words, and is so likely one: "my address is" is none.
FEWEST_WORDS_OF_WISH = 2
SURE_OF_WISH = 0.7
WORD = re.compile(r"[^\W\d_]{2,}")
# What there is to a trained classifier, beside its own class.
CODE = (
    *(alphabets, as_meant, calibration, centring, envelope, hashes, intent_model, kernel, mixture, ngrams, own_letters),
    *(placeholders, sparse, spelling),
)
# Signs that data are set off with.
BEFORE_DATA, BEHIND_DATA = " ,;:(<#№", " ,;)>"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SentenceEmbeddings")
class SentenceIntentClassifier(TrainedComponent, IntentClassifier):
    """Sets intent and ranking; for a frequent question also the entity `faq`, whose value is the question's id.

    An empty message gets no intent, with confidence 0.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._settings = Settings(**{field.name: config[field.name] for field in fields(Settings)})
        self._model_storage = model_storage
        self._resource = resource
        self._model: IntentModel | None = None
        # Of each label of the model.
        self._is_request = np.empty(0, np.bool_)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return asdict(Settings()) | {
            # How many guesses a message carries.
            "ranking_length": 5,
            # Where the vectors of training examples are kept between trainings.
            "kept_in": ".rasa",
        }

    def restore(self, folder: Path) -> None:
        # The encoder comes with the first messages.
        self._model = IntentModel.load(folder, None, self._settings)
        self._is_request = np.array([_intent_of(label) not in NO_REQUEST for label in self._model.labels])

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache of trained components looks at this class alone, and there is more to it."""
        return "".join(map(inspect.getsource, CODE))

    def train(self, training_data: TrainingData, model: SharedEncoder) -> Resource:
        examples = training_data.intent_examples
        texts, labels = [message.get(TEXT) for message in examples], [label_of(message) for message in examples]
        languages = [said_of(message).get(LANGUAGE) or DEFAULT_LANGUAGE for message in examples]
        encoder = KeptOnDisk(model.encoder, Path(self._config["kept_in"]))
        with self._model_storage.write_to(self._resource) as folder:
            IntentModel.train(texts, labels, encoder, self._settings, languages).save(folder)
        return self._resource

    def process(self, messages: list[Message], model: SharedEncoder) -> list[Message]:
        if self._model is None:
            raise ValueError("the classifier is not trained")
        self._model.encoder = model.encoder
        for whole, clauses in with_clauses(messages):
            said = [message for message in (whole, *clauses) if (message.get(TEXT) or "").strip()]
            if not said:
                set_guesses(whole, [], SentenceIntentClassifier.__name__)
                continue
            language = (whole.get(METADATA) or {}).get(LANGUAGE) or DEFAULT_LANGUAGE
            rankings = self._model.rank_all([message.get(TEXT) for message in said], language, self._worth_a_look)
            if rankings[0][0][0] == INFORM:
                rankings[0] = self._beside_data(whole, language) or rankings[0]
            for message, ranking in zip(said, rankings, strict=True):
                guesses = [_guess(label, likelihood) for label, likelihood in ranking[: self._config["ranking_length"]]]
                set_guesses(message, guesses, SentenceIntentClassifier.__name__)
        return messages

    def _beside_data(self, whole: Message, language: str) -> Ranking | None:
        """What is wished for beside an order number or an address; None where that is nothing for sure.

        "My invoice please, W-10482, jo@example.com" is mostly data, and yet a wish.
        """
        if self._model is None or len(WORD.findall(rest := _without_data(whole))) < FEWEST_WORDS_OF_WISH:
            return None
        ranking = self._model.rank(rest, language)
        label, likelihood = ranking[0]
        return ranking if likelihood >= SURE_OF_WISH and _intent_of(label) not in NO_WISH else None

    def _worth_a_look(self, likelihoods: Likelihoods) -> list[int]:
        """The whole message, which is the first, and those of its clauses that may become wishes."""
        requests = likelihoods[1:, self._is_request].sum(axis=1)
        return [0, *(1 + clause for clause in may_be_wishes(requests))]


def label_of(example: Message) -> str:
    """The intent of a training example, followed by the id of the frequent question that it asks."""
    intent: str = example.get(INTENT)
    faq = said_of(example).get(FAQ)
    return f"{intent}{LABEL_SEPARATOR}{faq}" if faq else intent


def said_of(example: Message) -> dict[str, Any]:
    """What the data say about an example, beside its intent."""
    said: dict[str, Any] = (example.get(METADATA) or {}).get(METADATA_EXAMPLE) or {}
    return said


def _guess(label: str, confidence: float) -> Guess:
    faq = label.partition(LABEL_SEPARATOR)[2]
    return {"name": _intent_of(label), "confidence": confidence, **({FAQ: faq} if faq else {})}


def _without_data(message: Message) -> str:
    """The text with neither order numbers nor addresses."""
    text: str = message.get(TEXT)
    places = [(entity["start"], entity["end"]) for entity in message.get(ENTITIES, []) if entity["entity"] in DATA]
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start].rstrip(BEFORE_DATA)} {text[end:].lstrip(BEHIND_DATA)}"
    return text.strip()


def _intent_of(label: str) -> str:
    return label.partition(LABEL_SEPARATOR)[0]
