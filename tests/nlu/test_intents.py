"""The intent classifier as a part of Rasa's graph."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import CLAUSE, Clause
from bot.nlu.embeddings.component import SentenceEmbeddings, SharedEncoder, encoder_of
from bot.nlu.embeddings.encoder import Floats
from bot.nlu.intents import SentenceIntentClassifier

EXAMPLES = {
    "greet": ["hello", "hi there", "good morning", "hey you", "hello there", "good day"],
    "inform": ["jane@example.com", "my email is", "W-10482", "W-20001, joe@example.com", "my email is tom@example.com"],
    "track_order": ["where is my order", "track my parcel", "where is my parcel", "order status", "my order please"],
}
QUESTIONS = {
    "warranty": ["how long is the warranty", "is there a guarantee", "warranty period", "what is the warranty"],
    "gift_wrap": ["do you wrap gifts", "gift wrapping please", "can you wrap it", "wrap it as a gift"],
}
CONTEXT = ExecutionContext(GraphSchema({}))


@cache
def encoder() -> SharedEncoder:
    return SharedEncoder(encoder_of(SentenceEmbeddings.get_default_config()))


def examples() -> list[Message]:
    asked = [Message.build(text, "ask_faq", example_metadata={"faq": faq}) for faq, texts in QUESTIONS.items() for text in texts]
    return [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts] + asked


def trained(folder: Path, data: list[Message]) -> SentenceIntentClassifier:
    """Trained, stored and loaded again."""
    storage, resource = LocalModelStorage(folder), Resource("classifier")
    config = SentenceIntentClassifier.get_default_config() | {"kept_in": str(folder)}
    SentenceIntentClassifier.create(config, storage, resource, CONTEXT).train(TrainingData(data), encoder())
    return SentenceIntentClassifier.load(config, storage, resource, CONTEXT)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> SentenceIntentClassifier:
    return trained(tmp_path_factory.mktemp("model"), examples())


def parsed(classifier: SentenceIntentClassifier, text: str) -> Message:
    [message] = classifier.process([Message.build(text)], encoder())
    return message


class Noting:
    """The encoder, noting what it was asked."""

    name, width = encoder().encoder.name, encoder().encoder.width

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return encoder().encoder.encode(texts)

    def has_word(self, word: str) -> bool:
        return encoder().encoder.has_word(word)


@pytest.mark.parametrize(
    ("clauses", "looked_at"),
    [
        (["is the warranty my order", "what about a period"], ["is the warranty my order", "what about a period"]),
        (["is the warranty my order", "hello thing"], []),
    ],
)
def test_clauses_are_looked_at_closely_where_several_may_be_requests(
    classifier: SentenceIntentClassifier, monkeypatch: pytest.MonkeyPatch, clauses: list[str], looked_at: list[str]
) -> None:
    # Of so few examples the words alone would decide all.
    monkeypatch.setattr(classifier._model, "sure", float("inf"))
    whole, noting = " ".join(clauses), Noting()
    messages = [Message.build(whole), *(Message({TEXT: clause, CLAUSE: Clause(0, len(clause))}) for clause in clauses)]
    classifier.process(messages, SharedEncoder(noting))

    assert [text for text in noting.asked if text != whole] == looked_at


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my parcel, W-10482, jane@example.com", "track_order"),
        ("my email is jane@example.com, W-10482", "inform"),
        ("W-10482, jane@example.com", "inform"),
    ],
)
def test_a_wish_beside_data_is_one(classifier: SentenceIntentClassifier, text: str, intent: str) -> None:
    message = Message.build(text)
    places = [(name, re.search(pattern, text)) for name, pattern in (("order_number", r"W-\d+"), ("email", r"jane\S+\w"))]
    message.set(ENTITIES, [{"entity": name, "start": place.start(), "end": place.end()} for name, place in places if place])
    classifier.process([message], encoder())

    assert message.get(INTENT)["name"] == intent


@pytest.mark.parametrize(("text", "intent"), [("wheres my ordr", "track_order"), ("Hello!!", "greet")])
def test_phrasings_near_the_examples_are_recognised(classifier: SentenceIntentClassifier, text: str, intent: str) -> None:
    assert parsed(classifier, text).get("intent")["name"] == intent


def test_a_frequent_question_is_one_intent_with_its_id_as_entity(classifier: SentenceIntentClassifier) -> None:
    message = parsed(classifier, "is there a warranty")

    assert message.get("intent")["name"] == "ask_faq"
    assert [(entity["entity"], entity["value"]) for entity in message.get("entities")] == [("faq", "warranty")]


def test_every_question_in_the_ranking_keeps_its_id(classifier: SentenceIntentClassifier) -> None:
    ranking = parsed(classifier, "warranty for a gift").get("intent_ranking")

    assert {guess.get("faq") for guess in ranking if guess["name"] == "ask_faq"} == {"warranty", "gift_wrap"}


def test_the_ranking_falls(classifier: SentenceIntentClassifier) -> None:
    confidences = [guess["confidence"] for guess in parsed(classifier, "my gift order").get("intent_ranking")]

    assert confidences == sorted(confidences, reverse=True)


@pytest.mark.parametrize(("text", "intent"), [("\u4f60\u597d", "greet"), ("где моя посылка", "track_order")])
def test_a_text_without_a_known_word_is_understood_by_its_meaning(
    classifier: SentenceIntentClassifier, text: str, intent: str
) -> None:
    assert parsed(classifier, text).get("intent")["name"] == intent


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_has_no_intent(classifier: SentenceIntentClassifier, text: str) -> None:
    assert parsed(classifier, text).get("intent") == {"name": None, "confidence": 0.0}


def test_the_order_of_the_examples_makes_no_difference(classifier: SentenceIntentClassifier, tmp_path: Path) -> None:
    again = trained(tmp_path, examples()[::-1])

    assert parsed(again, "my gift order").get("intent_ranking") == parsed(classifier, "my gift order").get("intent_ranking")
