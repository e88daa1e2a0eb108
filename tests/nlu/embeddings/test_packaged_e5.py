"""The encoder that Firstline comes with."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.embeddings.e5_file import E5File, E5FileError
from bot.nlu.embeddings.packaged_e5 import PackagedE5

TOPICS = ["where is my order?", "I want my money back", "how do I reset my password?", "do you ship to Canada?"]


@cache
def encoder() -> PackagedE5:
    return PackagedE5()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("где мой заказ?", 0),
        ("тапсырысым қайда?", 0),
        ("ուզում եմ հետ ստանալ գումարս", 1),
        ("unustasin oma parooli, kuidas seda muuta?", 2),
        ("nagpapadala ba kayo sa Canada?", 3),
        ("wher is my oder", 0),
    ],
)
def test_what_means_alike_lies_near_in_any_language(text: str, topic: int) -> None:
    *topics, vector = encoder().encode([*TOPICS, text])

    assert np.argmax(topics @ vector) == topic


def test_the_order_of_texts_stays_whatever_their_length() -> None:
    texts = [f"{'very ' * (number % 7)}late parcel {number}" for number in range(70)]

    together, alone = encoder().encode(texts), np.vstack([encoder().encode([text]) for text in texts])

    assert np.argmax(together @ alone.T, axis=1).tolist() == list(range(70))


def test_a_text_of_few_has_the_vector_that_it_has_alone() -> None:
    texts = ["where is my order", "where is my parcel", "cancel it"]

    assert np.array_equal(encoder().encode(texts), np.concatenate([encoder().encode([text]) for text in texts]))


def test_vectors_have_length_one() -> None:
    vectors = encoder().encode(["hello", "where is my order?"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\u0000", "a" * 100_000, "\ud800", "\u4f60\u597d"])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.isfinite(encoder().encode([text])).all()


def test_no_texts_have_no_vectors() -> None:
    assert encoder().encode([]).shape == (0, encoder().width)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(100))

    with pytest.raises(E5FileError, match="no model that can be read here"):
        E5File(tmp_path / "model.bin")
