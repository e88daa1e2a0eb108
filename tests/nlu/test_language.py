"""The language identifier as a part of Rasa's graph."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language import LanguageIdentifier

EXAMPLES = {
    None: ["where is my order", "where is it", "i want to return it", "my order is late", "is it my order", "i want my money"],
    "et": ["kus on minu tellimus", "kus see on", "tahan seda tühistada", "minu tellimus on hiljaks", "tühistage see", "kus"],
    "ru": ["где мой заказ", "где он", "хочу вернуть заказ", "мой заказ опаздывает", "хочу мои деньги", "где мой заказ сейчас"],
}
CONTEXT = ExecutionContext(GraphSchema({}))


def an_example(text: str, language: str | None, intent: str = "track_order") -> Message:
    return Message.build(text, intent, example_metadata={"language": language} if language else None)


@pytest.fixture(scope="module")
def identifier(tmp_path_factory: pytest.TempPathFactory) -> LanguageIdentifier:
    """Trained, stored and loaded again."""
    examples = [an_example(text, language) for language, texts in EXAMPLES.items() for text in texts * 3]
    examples += [an_example("mari tamm", "et", "inform"), an_example("kalle tamm", "et", "inform")]
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    config, resource = LanguageIdentifier.get_default_config(), Resource("identifier")
    LanguageIdentifier.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
    return LanguageIdentifier.load(config, storage, resource, CONTEXT)


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("kus minu tellimus on", "en", "et"),
        ("where is my order", "et", "en"),
        ("где?", "en", "ru"),
        # A word is enough where it is usual in the one and unknown in the others; a rare one is not.
        ("kus", "en", "et"),
        ("hiljaks", "et", "et"),
        ("tamm", "en", "en"),
        # So are letters that the other does not write, unless in a name.
        ("tühista", "en", "et"),
        ("for Tühista Tamm", "en", "en"),
        # What is named or bought says nothing of who writes in other letters.
        ("my order is late", "ru", "en"),
        ("money", "ru", "ru"),
        ("где my order is late", "ru", "ru"),
        # Whoever has no keyboard for it types it in other letters.
        ("gde moy zakaz", "en", "ru"),
        ("tahan seda tuhistada", "en", "et"),
        # Data is nothing at all.
        ("Mari Tamm", "en", "en"),
        ("W-10482, minu@tellimus.ee", "en", "en"),
        ("", "ru", "ru"),
    ],
)
def test_the_language_changes_where_the_message_is_clearly_in_another(
    identifier: LanguageIdentifier, text: str, current: str, language: str
) -> None:
    assert identifier.identify(text, current)[0] == language


def test_the_name_of_an_article_tells_no_language(identifier: LanguageIdentifier) -> None:
    identifier.learn_catalogue({"Tühista": {}})
    named = identifier.identify("tühista", "en")
    identifier.learn_catalogue({})

    assert named == ("en", 1.0)


def test_the_components_behind_work_in_the_language_found(identifier: LanguageIdentifier) -> None:
    [message] = identifier.process(
        [Message(data={"text": "где мой заказ", "metadata": {"language": "en", "today": "2026-03-02"}})]
    )

    assert message.get("language")["name"] == "ru"
    assert message.get("metadata") == {"language": "ru", "today": "2026-03-02"}


def test_a_shop_with_one_language_stays_in_it(tmp_path: Path) -> None:
    config = LanguageIdentifier.get_default_config()
    identifier = LanguageIdentifier.create(config, LocalModelStorage(tmp_path), Resource("one"), CONTEXT)
    identifier.train(TrainingData([an_example(text, None) for text in EXAMPLES[None]]))

    assert identifier.identify("kus on minu tellimus", "en") == ("en", 1.0)
