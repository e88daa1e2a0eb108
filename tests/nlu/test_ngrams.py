"""Texts as n-grams."""

import numpy as np
import pytest

from bot.nlu.ngrams import NgramVectors, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's my ORDER?", ["where's", "my", "order", "?"]),
        ("order 10042", ["order", "00000"]),
        ("its jane.doe+x@example.com ok", ["its", "e", "@", "mail", "ok"]),
        ("\uff28\uff49", ["hi"]),
    ],
)
def test_what_does_not_matter_for_the_intent_is_levelled(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_and_characters_count_equally() -> None:
    vectors = NgramVectors.learn(["where is my order", "where is my parcel"])

    _, weights = vectors("where is my order")
    assert np.isclose((weights**2).sum(), 2)


def test_a_text_of_unknown_signs_is_an_empty_vector() -> None:
    vectors = NgramVectors.learn(["where is my order", "where is my parcel"])

    indices, weights = vectors("\u4f60\u597d")
    assert (len(indices), len(weights)) == (0, 0)
