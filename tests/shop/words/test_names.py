"""What articles are called: by their names, in other words, other languages and other letters."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.shop.words.names import name_phrases
from bot.shop.words.phrases import read

NAMINGS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "namings.yml").read_text(encoding="utf-8"))
NO_ARTICLES = NAMINGS.pop("none")
CATALOGUE = frozenset(name for named in NAMINGS.values() for name in named)
LEAST_UNDERSTOOD = 0.9


def named(text: str, catalogue: frozenset[str] = CATALOGUE) -> set[str]:
    return {name for span in name_phrases(catalogue).find(read(text)) for _, name in span.meanings}


@pytest.mark.parametrize("language", NAMINGS)
def test_articles_are_known_by_what_customers_of_other_languages_call_them(language: str) -> None:
    messages = [(text, name) for name, texts in NAMINGS[language].items() for text in texts]

    missed = [(text, found) for text, name in messages if name not in (found := named(text))]

    assert len(missed) <= (1 - LEAST_UNDERSTOOD) * len(messages), missed


@pytest.mark.parametrize("language", NO_ARTICLES)
def test_messages_without_an_article_name_none(language: str) -> None:
    assert {text: found for text in NO_ARTICLES[language] if (found := named(text))} == {}


def test_a_longer_stem_names_another_article() -> None:
    catalogue = frozenset(["Desk Lamp", "LED Light Bulb"])
    assert named("верните лампочки", catalogue) == {"LED Light Bulb"}


def test_a_word_that_two_articles_are_called_by_means_either() -> None:
    assert named("где мой чайник", frozenset(["Tea Kettle", "Electric Kettle"])) == {"Tea Kettle", "Electric Kettle"}
