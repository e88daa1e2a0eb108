"""How much of what it never saw the trained model understands. `-s` prints the figures and every mistake."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.nlu.training_data.loading import load_data

from bot.engine.training import train

ROOT = Path(__file__).parents[2]
HELD_OUT = Path(__file__).with_name("held_out.yml")
HELD_OUT_FAQ = Path(__file__).with_name("held_out_faq.yml")
# Below these the model is not good enough to serve.
INTENT_ACCURACY = 0.93
FAQ_ACCURACY = 0.85
ENTITIES_FOUND = 0.98

Parse = dict[str, Any]
Understand = Callable[[str], Awaitable[Parse]]


@pytest.fixture(scope="module")
def understand() -> Understand:
    """The model of the project as it is now, trained if there is none yet."""
    model = train(ROOT / "models", print)
    # Only after `train`, which keeps TensorFlow out of the process, may all of Rasa be imported.
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    from bot.engine.processor import TurnProcessor  # noqa: PLC0415

    processor = TurnProcessor.load(model, ROOT / "data/responses")

    async def parse(text: str) -> Parse:
        return await processor.parse_message(UserMessage(text))

    return parse


def entities_of(parse: Parse) -> set[tuple[str, str]]:
    return {(entity["entity"], entity["value"]) for entity in parse["entities"]}


def ranked_first(parse: Parse) -> str:
    """The likeliest intent, also where the model is not sure of it."""
    ranking = [guess["name"] for guess in parse["intent_ranking"] if guess["name"] != "nlu_fallback"]
    return ranking[0] if ranking else ""


def report(what: str, asked: int, mistakes: list[str]) -> float:
    accuracy = 1 - len(mistakes) / asked
    print(f"\n{what}: {accuracy:.1%} of {asked}", *mistakes, sep="\n  ")  # noqa: T201 - for -s
    return accuracy


async def test_the_intent_of_new_phrasings_is_recognised(understand: Understand) -> None:
    examples = [(message.get("text"), message.get("intent")) for message in load_data(str(HELD_OUT)).intent_examples]
    guesses = [(text, intent, ranked_first(await understand(text))) for text, intent in examples]
    mistakes = [f"{intent} taken for {guess}: {text}" for text, intent, guess in guesses if guess != intent]
    assert report("intents", len(examples), mistakes) >= INTENT_ACCURACY


async def test_new_phrasings_of_a_question_find_its_entry(understand: Understand) -> None:
    phrasings = [(text, faq) for faq, texts in yaml.safe_load(HELD_OUT_FAQ.read_text()).items() for text in texts]
    found = [(text, faq, entities_of(await understand(text))) for text, faq in phrasings]
    mistakes = [f"{faq} not found: {text}" for text, faq, entities in found if ("faq", faq) not in entities]
    assert report("frequent questions", len(phrasings), mistakes) >= FAQ_ACCURACY


async def test_entities_of_new_phrasings_are_found(understand: Understand) -> None:
    named = [
        (message.get("text"), (entity["entity"], entity["value"]))
        for message in load_data(str(HELD_OUT)).entity_examples
        for entity in message.get("entities")
    ]
    mistakes = [f"{entity} in: {text}" for text, entity in named if entity not in entities_of(await understand(text))]
    assert report("entities", len(named), mistakes) >= ENTITIES_FOUND
