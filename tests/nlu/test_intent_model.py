"""What a text means, by its words and by its embedding."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.embeddings.encoder import Floats, unit
from bot.nlu.intent_model import IntentModel, kept_apart, margin_for, sure_from

EXAMPLES = {
    "greet": ["hello", "hello there", "hello you", "hi there", "hi you", "hi again"],
    "cancel_order": ["cancel it", "cancel my order", "cancel the order please", "annul it", "annul my order", "annul this"],
    "out_of_scope": ["paint me a cat", "paint a house", "sing a song", "sing to me", "sing it", "paint it red"],
}
# Four texts and their logarithms of likelihoods for two labels and one outside.
LIKELIHOODS = np.log(np.array([[0.8, 0.1, 0.1], [0.3, 0.6, 0.1], [0.5, 0.1, 0.4], [0.3, 0.2, 0.5]]))
TRUTH = np.array([0, 1, 0, 2])
OUTSIDE = np.array([False, False, True])


class FirstWord:
    """Encodes a text by its first word alone, and notes what it was asked."""

    name, width = "first word", 16

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        seeds = [zlib.crc32(text.split()[0].encode()) for text in texts]
        return unit(np.array([np.random.default_rng(seed).normal(size=self.width) for seed in seeds], np.float32))

    def has_word(self, word: str) -> bool:
        return False


@pytest.fixture(scope="module")
def model() -> IntentModel:
    texts, labels = zip(*((text, label) for label, texts in EXAMPLES.items() for text in texts), strict=True)
    return IntentModel.train(texts, labels, FirstWord())


def test_the_likeliest_label_comes_first(model: IntentModel) -> None:
    ranking = model.rank("annul the order")

    assert ranking[0][0] == "cancel_order"
    assert [likelihood for _, likelihood in ranking] == sorted((likelihood for _, likelihood in ranking), reverse=True)
    assert sum(likelihood for _, likelihood in ranking) == pytest.approx(1)


def test_a_stored_model_ranks_as_before(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)

    assert IntentModel.load(tmp_path, FirstWord()).rank("annul what i said") == model.rank("annul what i said")


def test_a_typing_error_is_read_as_the_word_that_was_meant(model: IntentModel) -> None:
    assert model.rank("canecl my order") == model.rank("cancel my order")


def test_examples_and_messages_in_other_letters_are_read_in_their_own() -> None:
    examples = {"track_order": ["где мой заказ", "gde on", "где он сейчас"], "greet": ["привет", "privet vsem", "и вам привет"]}
    texts, labels = zip(*((text, label) for label, texts in examples.items() for text in texts), strict=True)
    model = IntentModel.train(texts, labels, FirstWord(), languages=["ru"] * len(texts))

    assert model.rank("gde moj zakaz", "ru") == model.rank("где мой заказ", "ru")


def test_a_placeholder_in_a_message_of_another_language_says_nothing(model: IntentModel) -> None:
    assert model.rank("annul {{Order Number}}", "et") == model.rank("annul", "et")


def test_without_its_encoder_a_model_says_what_is_missing(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)

    with pytest.raises(ValueError, match="without its encoder"):
        IntentModel.load(tmp_path, None).rank("xyz")


def test_words_that_are_sure_enough_decide_without_the_encoder(model: IntentModel) -> None:
    encoder = FirstWord()
    hasty = IntentModel(**{**vars(model), "encoder": encoder, "sure": float("-inf")})

    hasty.rank("cancel my order")

    assert encoder.asked == []


def test_that_a_text_is_about_nothing_is_never_decided_by_words_alone(model: IntentModel) -> None:
    encoder = FirstWord()
    hasty = IntentModel(**{**vars(model), "encoder": encoder, "sure": float("-inf")})

    hasty.rank("sing a song")

    assert encoder.asked == ["sing a song"]


def test_every_label_keeps_examples_to_train_on_when_some_are_kept_apart() -> None:
    labels = np.array([0, 1, 1, 2, 2, 2, 2, 2, 2])

    apart = kept_apart(labels)

    assert np.bincount(labels[apart], minlength=3).tolist() == [0, 1, 2]


def test_the_margin_of_labels_outside_takes_no_more_than_its_share() -> None:
    margin = margin_for(LIKELIHOODS, TRUTH, OUTSIDE, share=1 / 3)

    taken = (LIKELIHOODS + OUTSIDE * (margin - 1e-6)).argmax(axis=1)[:3] == 2
    assert taken.sum() <= 1


def test_without_labels_outside_there_is_no_margin() -> None:
    assert margin_for(LIKELIHOODS, TRUTH, np.zeros(3, bool), share=0.5) == 0


def test_words_decide_down_to_where_they_would_cost_right_answers() -> None:
    right, wrong = np.log([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]]), np.log(np.full((4, 2), 0.5))
    truth, better = np.array([0, 0, 1, 0]), np.log([[0.9, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.1]])
    inside = np.zeros(2, bool)

    assert np.exp(sure_from(right, better, truth, inside, share=0)) == pytest.approx(0.8)
    assert np.exp(sure_from(right, wrong, truth, inside, share=0)) == pytest.approx(0.6)


def test_words_that_are_never_right_decide_nothing() -> None:
    wrong, better = np.log([[0.9, 0.1], [0.8, 0.2]]), np.log([[0.1, 0.9], [0.2, 0.8]])

    assert np.exp(sure_from(wrong, better, np.array([1, 1]), np.zeros(2, bool), share=0)) == 1
