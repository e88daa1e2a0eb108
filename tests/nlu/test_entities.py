"""The entity extractor as a part of Rasa's graph."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.entities import PhraseEntityExtractor

CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> PhraseEntityExtractor:
    """Trained, stored and loaded again."""
    data = TrainingData(
        regex_features=[
            {"name": "order_number", "pattern": r"(?i)#?w\d{6,8}\b"},
            {"name": "order_number", "pattern": r"(?<=order )\d{4,12}\b"},
        ],
        lookup_tables=[{"name": "recency", "elements": ["last"]}, {"name": "ordinal", "elements": ["second one", "last one"]}],
        entity_synonyms={"second one": "2", "last one": "last"},
    )
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    config, resource = PhraseEntityExtractor.get_default_config(), Resource("extractor")
    PhraseEntityExtractor.create(config, storage, resource, CONTEXT).train(data)
    return PhraseEntityExtractor.load(config, storage, resource, CONTEXT)


def found(extractor: PhraseEntityExtractor, text: str) -> list[tuple[str, str]]:
    return [(entity["entity"], entity["value"]) for entity in extractor.extract(text)]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("where is #W1234567?", [("order_number", "#W1234567")]),
        ("order 10042, thanks", [("order_number", "10042")]),
        ("the Second One please", [("ordinal", "2")]),
        ("my last order", [("recency", "last")]),
        ("at last, W1234567 and w7654321", [("recency", "last"), ("order_number", "W1234567"), ("order_number", "w7654321")]),
        ("everlasting", []),
        ("", []),
    ],
)
def test_patterns_and_phrases_are_found(extractor: PhraseEntityExtractor, text: str, entities: list[tuple[str, str]]) -> None:
    assert found(extractor, text) == entities


def test_the_longest_of_overlapping_findings_stays(extractor: PhraseEntityExtractor) -> None:
    assert found(extractor, "the last one") == [("ordinal", "last")]


def test_a_finding_says_where_it_is(extractor: PhraseEntityExtractor) -> None:
    [entity] = extractor.extract("where is #W1234567?")

    assert (entity["start"], entity["end"]) == (9, 18)


def test_entities_of_other_components_stay(extractor: PhraseEntityExtractor) -> None:
    message = Message(data={"text": "my last order", "entities": [{"entity": "faq", "value": "warranty"}]})
    extractor.process([message])

    assert [entity["entity"] for entity in message.get("entities")] == ["faq", "recency"]
