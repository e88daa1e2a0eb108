"""Rasa's importer of a folder of examples: what lets any pipeline be trained on any selection of them."""

from typing import Any

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.importer import ShopDataImporter
from bot.evaluate.examples import FILE, Example, read
from bot.nlu.guesses import FAQ
from bot.nlu.language import LANGUAGE


class ExamplesImporter(ShopDataImporter):
    """For our pipeline: beside the examples, the folder's patterns and word lists."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return super().get_nlu_data(language).merge(TrainingData([_our_message(example) for example in self._examples()]))

    def _examples(self) -> list[Example]:
        return [example for folder in self._folders if (folder / FILE).exists() for example in read(folder)]


class StockExamplesImporter(ExamplesImporter):
    """For stock Rasa: frequent questions are retrieval intents with an answer each, as its documentation has them."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        examples = self._examples()
        answers: dict[str, list[dict[str, Any]]] = {f"utter_{e.label}": [{"text": e.label}] for e in examples if e.faq}
        messages = [Message.build(example.text, example.label, _entities(example)) for example in examples]
        return TrainingData(messages, responses=answers)


def _our_message(example: Example) -> Message:
    known = {LANGUAGE: example.language} | ({FAQ: example.faq} if example.faq else {})
    return Message.build(example.text, example.intent, _entities(example), example_metadata=known)


def _entities(example: Example) -> list[dict[str, Any]] | None:
    return [dict(entity) for entity in example.entities] or None
