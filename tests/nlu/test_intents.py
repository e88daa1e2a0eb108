"""The intent classifier as a part of Rasa's graph."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intents import NgramIntentClassifier

EXAMPLES = {
    "greet": ["hello", "hi there", "good morning", "hey you", "hello there", "good day"],
    "track_order": ["where is my order", "track my parcel", "where is my parcel", "order status", "my order please"],
}
QUESTIONS = {
    "warranty": ["how long is the warranty", "is there a guarantee", "warranty period", "what is the warranty"],
    "gift_wrap": ["do you wrap gifts", "gift wrapping please", "can you wrap it", "wrap it as a gift"],
}
CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> NgramIntentClassifier:
    """Trained, stored and loaded again."""
    examples = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    examples += [
        Message.build(text, "ask_faq", example_metadata={"faq": faq}) for faq, texts in QUESTIONS.items() for text in texts
    ]
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    config, resource = NgramIntentClassifier.get_default_config(), Resource("classifier")
    NgramIntentClassifier.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
    return NgramIntentClassifier.load(config, storage, resource, CONTEXT)


def parsed(classifier: NgramIntentClassifier, text: str) -> Message:
    [message] = classifier.process([Message.build(text)])
    return message


@pytest.mark.parametrize(("text", "intent"), [("wheres my ordr", "track_order"), ("Hello!!", "greet")])
def test_phrasings_near_the_examples_are_recognised(classifier: NgramIntentClassifier, text: str, intent: str) -> None:
    assert parsed(classifier, text).get("intent")["name"] == intent


def test_a_frequent_question_is_one_intent_with_its_id_as_entity(classifier: NgramIntentClassifier) -> None:
    message = parsed(classifier, "is there a warranty")

    assert message.get("intent")["name"] == "ask_faq"
    assert [(entity["entity"], entity["value"]) for entity in message.get("entities")] == [("faq", "warranty")]


def test_every_question_in_the_ranking_keeps_its_id(classifier: NgramIntentClassifier) -> None:
    ranking = parsed(classifier, "warranty for a gift").get("intent_ranking")

    assert {guess.get("faq") for guess in ranking if guess["name"] == "ask_faq"} == {"warranty", "gift_wrap"}


def test_the_ranking_falls(classifier: NgramIntentClassifier) -> None:
    confidences = [guess["confidence"] for guess in parsed(classifier, "my gift order").get("intent_ranking")]

    assert confidences == sorted(confidences, reverse=True)


def test_a_text_of_unknown_signs_has_no_intent(classifier: NgramIntentClassifier) -> None:
    assert parsed(classifier, "\u4f60\u597d").get("intent") == {"name": None, "confidence": 0.0}


def test_training_twice_gives_the_same_model(classifier: NgramIntentClassifier, tmp_path: Path) -> None:
    again = NgramIntentClassifier.create(
        NgramIntentClassifier.get_default_config(), LocalModelStorage(tmp_path), Resource("again"), CONTEXT
    )
    examples = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    examples += [
        Message.build(text, "ask_faq", example_metadata={"faq": faq}) for faq, texts in QUESTIONS.items() for text in texts
    ]
    again.train(TrainingData(examples[::-1]))

    assert again.rank("my gift order") == classifier.rank("my gift order")
