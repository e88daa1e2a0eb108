"""Texts as n-grams."""

import numpy as np
import pytest

from bot.nlu.ngrams import Counts, NgramVectors, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's my ORDER?", ["where's", "my", "order", "?"]),
        ("order 10042", ["order", "00000"]),
        ("its jane.doe+x@example.com ok", ["its", "e", "@", "mail", "ok"]),
        ("\uff28\uff49", ["hi"]),
        ("Где ещё", ["где", "еще"]),
    ],
)
def test_what_does_not_matter_for_the_intent_is_levelled(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_and_characters_count_equally() -> None:
    vectors = NgramVectors.learn(Counts.of(["where is my order", "where is my parcel"]))

    [(_, weights)] = vectors(["where is my order"])
    assert np.isclose((weights**2).sum(), 2)


def test_a_text_of_unknown_signs_is_an_empty_vector() -> None:
    vectors = NgramVectors.learn(Counts.of(["where is my order", "where is my parcel"]))

    [(indices, weights)] = vectors(["\u4f60\u597d"])
    assert (len(indices), len(weights)) == (0, 0)


def counted(text: str) -> float:
    return float(Counts.of([text]).times.sum())


def test_all_words_pairs_of_words_and_their_characters_are_counted() -> None:
    # "\tab\t" has three n-grams of two characters, two of three, one of four.
    assert counted("ab") == 1 + 6
    assert counted("ab ab") == 2 + 1 + 12


def test_texts_counted_together_are_what_they_are_alone() -> None:
    texts = ["where is my order", "", "my my parcel", "\u4f60\u597d", "a\ud800"]
    vectors = NgramVectors.learn(Counts.of(texts), rarest=1)

    for (indices, weights), text in zip(vectors(texts), texts, strict=True):
        [alone] = vectors([text])
        assert indices.tolist() == alone[0].tolist()
        assert np.allclose(weights, alone[1])


def test_rare_ngrams_of_characters_are_left_out_and_rare_words_are_kept() -> None:
    counts = Counts.of(["order", "order", "lamp"])

    kept, every = (NgramVectors.learn(counts, rarest)(["lamp", "order"]) for rarest in (2, 1))
    assert [len(indices) for indices, _ in kept] == [1, len(every[1][0])]
