"""Frequent questions that were written after the training."""

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embeddings.component import SentenceEmbeddings, SharedEncoder
from bot.nlu.questions import QuestionMatcher, Questions

CONTEXT = ExecutionContext(GraphSchema({}))
EXAMPLES = {
    "track_order": ["where is my order", "track my parcel", "my order has not come", "what happened to my delivery"],
    "start_return": ["i want to return the lamp", "send the shoes back", "how can i give it back", "return an item please"],
    "greet": ["hello", "hi there", "good morning", "hey"],
}
WARRANTY = ["how long is the warranty", "is there a guarantee", "warranty period"]
TRAINED: Questions = {"warranty": {"en": WARRANTY}}
PETS: Questions = {"pets": {"en": ["may i bring my dog to the shop", "are pets allowed", "is it ok to come with my cat"]}}
SURE_OF_TRACKING = [{"name": "track_order", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}]
SURE_OF_WARRANTY = [{"name": "ask_faq", "confidence": 0.8, "faq": "warranty"}, {"name": "greet", "confidence": 0.2}]


@pytest.fixture(scope="module")
def model() -> SharedEncoder:
    config = SentenceEmbeddings.get_default_config()
    return SentenceEmbeddings.create(config, None, Resource("embeddings"), CONTEXT).provide()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def matcher(model: SharedEncoder, tmp_path_factory: pytest.TempPathFactory) -> QuestionMatcher:
    """Trained, stored and loaded again."""
    examples = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    examples += [Message.build(text, "ask_faq", example_metadata={"faq": "warranty"}) for text in WARRANTY]
    folder = tmp_path_factory.mktemp("model")
    storage, config = LocalModelStorage(folder), {"kept_in": str(folder)}
    QuestionMatcher.create(config, storage, Resource("questions"), CONTEXT).train(TrainingData(examples), model)
    return QuestionMatcher.load(config, storage, Resource("questions"), CONTEXT)


def understood(matcher: QuestionMatcher, model: SharedEncoder, text: str, guesses: list[dict[str, Any]]) -> Message:
    """The message after the classifier's guesses have gone through the matcher."""
    message = Message.build(text)
    message.set("intent", guesses[0])
    message.set("intent_ranking", guesses)
    [message] = matcher.process([message], model)
    return message


@pytest.mark.parametrize("text", ["can i come with my puppy", "может можно с собакой?", "are dogs welcome at your store"])
def test_a_new_question_is_found_in_other_words_and_languages(matcher: QuestionMatcher, model: SharedEncoder, text: str) -> None:
    matcher.learn({**TRAINED, **PETS}, model.encoder)

    message = understood(matcher, model, text, SURE_OF_TRACKING)

    assert (message.get("intent")["name"], message.get("intent")["faq"]) == ("ask_faq", "pets")
    assert [(entity["entity"], entity["value"]) for entity in message.get("entities")] == [("faq", "pets")]


@pytest.mark.parametrize("text", ["where is my parcel", "i want to return my shoes", "is there a warranty"])
def test_what_was_understood_before_still_is(matcher: QuestionMatcher, model: SharedEncoder, text: str) -> None:
    matcher.learn({**TRAINED, **PETS}, model.encoder)

    message = understood(matcher, model, text, SURE_OF_WARRANTY)

    assert message.get("intent")["faq"] == "warranty"


def test_the_guesses_are_together_as_sure_as_before(matcher: QuestionMatcher, model: SharedEncoder) -> None:
    matcher.learn({**TRAINED, **PETS}, model.encoder)

    ranking = understood(matcher, model, "are pets allowed", SURE_OF_TRACKING).get("intent_ranking")

    assert sum(guess["confidence"] for guess in ranking) == pytest.approx(1)
    assert ranking[0].get("faq") == "pets"


def test_a_new_way_to_ask_an_old_question_adds_to_it(matcher: QuestionMatcher, model: SharedEncoder) -> None:
    matcher.learn({"warranty": {"en": [*WARRANTY, "what if it breaks after a year"]}}, model.encoder)

    ranking = understood(matcher, model, "what if it breaks after a year", SURE_OF_WARRANTY).get("intent_ranking")

    assert [guess.get("faq") for guess in ranking] == ["warranty", None]
    assert ranking[0]["confidence"] > 0.8


def test_a_question_that_was_taken_out_is_no_longer_guessed(matcher: QuestionMatcher, model: SharedEncoder) -> None:
    matcher.learn(PETS, model.encoder)

    message = understood(matcher, model, "zxcv", SURE_OF_WARRANTY)

    assert message.get("intent") == {"name": "greet", "confidence": pytest.approx(1)}
    assert message.get("entities") == []


def test_nothing_is_done_where_nothing_is_new(matcher: QuestionMatcher, model: SharedEncoder) -> None:
    matcher.learn(TRAINED, model.encoder)

    message = understood(matcher, model, "where is my parcel", SURE_OF_TRACKING)

    assert message.get("intent_ranking") is SURE_OF_TRACKING
