"""The entity extractor as a part of Rasa's graph."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import entities
from bot.nlu.entities import PhraseEntityExtractor
from bot.support.conversation import LANGUAGES

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
    ("text", "named"),
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
def test_patterns_and_phrases_are_found(extractor: PhraseEntityExtractor, text: str, named: list[tuple[str, str]]) -> None:
    assert found(extractor, text) == named


def test_the_longest_of_overlapping_findings_stays(extractor: PhraseEntityExtractor) -> None:
    assert found(extractor, "the last one") == [("ordinal", "last")]


def test_a_finding_says_where_it_is(extractor: PhraseEntityExtractor) -> None:
    [entity] = extractor.extract("where is #W1234567?")

    assert (entity["start"], entity["end"]) == (9, 18)


def test_entities_of_other_components_stay(extractor: PhraseEntityExtractor) -> None:
    message = Message(data={"text": "my last order", "entities": [{"entity": "faq", "value": "warranty"}]})
    extractor.process([message])

    assert [entity["entity"] for entity in message.get("entities")] == ["faq", "recency"]


def test_a_catalogue_is_learnt_and_forgotten_without_training(extractor: PhraseEntityExtractor) -> None:
    extractor.learn_catalogue({"Desk Lamp": {"color": ["black"]}})
    sold = extractor.extract("the black lamp")
    extractor.learn_catalogue({})

    assert [(entity["value"], entity.get("option")) for entity in sold] == [("black", "color"), ("Desk Lamp", None)]
    assert extractor.extract("the black lamp") == []


def test_dates_count_from_the_messages_day(extractor: PhraseEntityExtractor) -> None:
    message = Message(data={"text": "eile", "metadata": {"language": "et", "today": "2024-05-15"}})
    extractor.process([message])

    assert [entity["value"] for entity in message.get("entities")] == ["2024-05-14"]


def test_an_order_number_is_no_telephone_number(extractor: PhraseEntityExtractor) -> None:
    assert found(extractor, "order 4155552671") == [("order_number", "4155552671")]


def test_words_that_were_seen_are_forgotten_before_they_fill_the_memory(
    extractor: PhraseEntityExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "MAX_WORDS_KEPT", 20)
    extractor.extract(" ".join(str(number) for number in range(1000, 1100)))

    assert found(extractor, "my last order") == [("recency", "last")]
    assert extractor._finders.words_seen < 20


def test_an_order_number_is_found_in_every_language(extractor: PhraseEntityExtractor) -> None:
    for language in LANGUAGES:
        assert [entity["value"] for entity in extractor.extract("W1234567", language)] == ["W1234567"]
