"""The words of all languages, together."""

import pytest

from bot.shop.words.vocabulary import vocabulary


@pytest.mark.parametrize("word", ["svetilnik*", "lamp*", "лампочк*", "լամպ*"])
def test_articles_are_known_by_their_words_and_by_what_is_typed_for_them(word: str) -> None:
    assert any(word in others for name, others in vocabulary()["products"].items() if name in {"lamp", "bulb"})


@pytest.mark.parametrize("word", ["plate", "pled*", "stol", "sev"])
def test_what_is_short_in_latin_letters_may_be_another_word(word: str) -> None:
    assert not any(word in others for table in ("products", "values") for others in vocabulary()[table].values())


def test_a_language_in_latin_letters_has_each_word_once() -> None:
    assert all(len(others) == len(set(others)) for others in vocabulary()["values"].values())
