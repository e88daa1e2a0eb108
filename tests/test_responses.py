"""What customers read: each sentence is used, each that is used exists, in every language, with the same placeholders."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine.responses import PLACEHOLDER, read_responses
from bot.engine.training import PROJECT
from tests.sentences import responses_of

RESPONSES = PROJECT / "data" / "responses"
LANGUAGES = sorted(path.name for path in RESPONSES.iterdir())
# Whoever speaks to customers.
SPEAKERS = ("actions", "bot/channels", "bot/console", "bot/spine")
# What `expects` may be, as the customer API documents it.
EXPECTED = {
    *("email", "full_name", "postcode", "phone", "order_number", "items", "replacement", "payment_method", "reason"),
    *("address", "confirmation", "rating", "comment"),
}
LONGEST = 240  # characters; a customer reads on a phone


def used() -> set[str]:
    rules = (path.read_text(encoding="utf-8") for path in (PROJECT / "data/rules").glob("*.yml"))
    by_rules = {name for text in rules for name in re.findall(r"action: (utter_\w+)", text)}
    return by_rules.union(*(responses_of(package) for package in SPEAKERS))


def variations(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, varied in read_responses(RESPONSES / language).items():
        for variation in varied:
            yield name, variation


def placeholders(variation: dict[str, Any]) -> set[str]:
    return set(PLACEHOLDER.findall(yaml.safe_dump(variation)))


def intents() -> set[str]:
    return set(yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))["intents"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_written_are_those_that_are_said(language: str) -> None:
    assert {name for name, _ in variations(language)} == used()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_placeholders_however_it_is_said(language: str) -> None:
    known = {name: placeholders(variation) for name, variation in variations("en")}
    assert [name for name, variation in variations(language) if placeholders(variation) != known[name]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_says_an_intent_that_exists(language: str) -> None:
    payloads = [button["payload"] for _, variation in variations(language) for button in variation.get("buttons", [])]
    assert {payload.partition("{")[0].removeprefix("/") for payload in payloads} <= intents()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_expects_what_the_customer_api_knows(language: str) -> None:
    expected = {variation["metadata"]["expects"] for _, variation in variations(language) if "metadata" in variation}
    assert expected <= EXPECTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_short_and_written_plainly(language: str) -> None:
    texts = [(name, variation["text"]) for name, variation in variations(language)]
    assert [name for name, text in texts if len(text) > LONGEST or "  " in text or text != text.strip()] == []


def test_a_file_of_sentences_has_the_same_name_in_every_language() -> None:
    def names(language: str) -> set[str]:
        return {path.name for path in Path(RESPONSES / language).glob("*.yml")}

    assert [language for language in LANGUAGES if names(language) != names("en")] == []
