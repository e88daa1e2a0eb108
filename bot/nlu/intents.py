"""The intent classifier: logistic regression over n-grams, in which every frequent question is a label of its own."""

from __future__ import annotations

import inspect
import json
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import calibration, ngrams
from bot.nlu.calibration import fit_weights, sharpness_for
from bot.nlu.ngrams import NgramVectors

# The entity and the key of a training example's metadata that say which question was asked.
FAQ = "faq"
LABEL_SEPARATOR = "/"
NOTHING_KNOWN: dict[str, Any] = {"name": None, "confidence": 0.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NgramIntentClassifier(GraphComponent, IntentClassifier):
    """Sets intent and ranking; for a frequent question also the entity `faq`, whose value is the question's id.

    A message without a single known n-gram gets no intent, with confidence 0.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels: list[str] = []
        self._vectors = NgramVectors({}, np.empty(0, np.float32))
        self._weights: npt.NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._biases: npt.NDArray[np.float32] = np.empty(0, np.float32)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # How closely the training examples are followed; scikit-learn's C.
            "fit": 10.0,
            # How many guesses a message carries.
            "ranking_length": 5,
        }

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> NgramIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramIntentClassifier:
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
            with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
                classifier._weights, classifier._biases = arrays["weights"], arrays["biases"]
                inverse_frequency = arrays["inverse_frequency"]
        classifier._labels = words["labels"]
        classifier._vectors = NgramVectors({ngram: i for i, ngram in enumerate(words["ngrams"])}, inverse_frequency)
        return classifier

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache of trained components looks at this class alone, and there is more to it."""
        return inspect.getsource(ngrams) + inspect.getsource(calibration)

    def train(self, training_data: TrainingData) -> Resource:
        examples = sorted((message.get(TEXT), label_of(message)) for message in training_data.intent_examples)
        texts, labels = [text for text, _ in examples], [label for _, label in examples]
        self._labels = sorted(set(labels))
        self._vectors = NgramVectors.learn(texts)
        numbers = np.array([self._labels.index(label) for label in labels])
        vectors = [self._vectors(text) for text in texts]
        sharpness = sharpness_for(vectors, numbers, len(self._vectors.vocabulary), self._config["fit"])
        weights, biases = fit_weights(vectors, numbers, len(self._vectors.vocabulary), self._config["fit"])
        self._weights, self._biases = weights * sharpness, biases * sharpness
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self.rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0] if ranking else dict(NOTHING_KNOWN), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if ranking and FAQ in ranking[0]:
                entity = _faq_entity(ranking[0], message.get(TEXT))
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def rank(self, text: str) -> list[dict[str, Any]]:
        """The likeliest intents, best first; the guess of a frequent question carries its id as `faq`."""
        indices, values = self._vectors(text)
        if not len(indices):
            return []
        # In double precision: less than certain is not to become 1.
        scores = (values @ self._weights[indices] + self._biases).astype(np.float64)
        likelihoods = np.exp(scores - scores.max())
        likelihoods /= likelihoods.sum()
        best = np.argsort(likelihoods)[::-1][: self._config["ranking_length"]]
        return [_guess(self._labels[index], float(likelihoods[index])) for index in best]

    def _persist(self) -> None:
        words = {"labels": self._labels, "ngrams": list(self._vectors.vocabulary)}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "ngrams.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
            np.savez(
                folder / "weights.npz",
                weights=self._weights,
                biases=self._biases,
                inverse_frequency=self._vectors.inverse_frequency,
            )


def label_of(example: Message) -> str:
    """The intent of a training example, followed by the id of the frequent question that it asks."""
    intent: str = example.get(INTENT)
    faq = (example.get(METADATA) or {}).get(METADATA_EXAMPLE, {}).get(FAQ)
    return f"{intent}{LABEL_SEPARATOR}{faq}" if faq else intent


def _guess(label: str, confidence: float) -> dict[str, Any]:
    intent, _, faq = label.partition(LABEL_SEPARATOR)
    return {"name": intent, "confidence": confidence, **({FAQ: faq} if faq else {})}


def _faq_entity(guess: dict[str, Any], text: str) -> dict[str, Any]:
    return {
        "entity": FAQ,
        "value": guess[FAQ],
        "confidence_entity": guess["confidence"],
        "start": 0,
        "end": len(text),
        "extractor": NgramIntentClassifier.__name__,
    }
