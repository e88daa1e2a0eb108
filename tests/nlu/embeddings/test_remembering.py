"""What was encoded before is not encoded again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.embeddings import remembering
from bot.nlu.embeddings.encoder import Floats
from bot.nlu.embeddings.remembering import KeptOnDisk, RememberingEncoder


class Lengths:
    """Encodes a text as its length, and notes what it was asked."""

    width = 2

    def __init__(self, name: str = "lengths") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)

    def has_word(self, word: str) -> bool:
        return False


def test_a_text_is_encoded_once() -> None:
    lengths = Lengths()
    encoder = RememberingEncoder(lengths)

    encoder.encode(["hello", "hi"])
    vectors = encoder.encode(["hi", "hey", "hello", "hi"])

    assert lengths.asked == ["hello", "hi", "hey"]
    assert vectors[:, 0].tolist() == [2, 3, 5, 2]


def test_the_oldest_text_is_forgotten_first(monkeypatch) -> None:
    monkeypatch.setattr(remembering, "REMEMBERED_TEXTS", 2)
    lengths = Lengths()
    encoder = RememberingEncoder(lengths)

    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])

    assert lengths.asked == ["a", "b", "c", "b"]


def test_what_is_kept_on_disk_survives(tmp_path: Path) -> None:
    first, second = Lengths(), Lengths()

    before = KeptOnDisk(first, tmp_path).encode(["hello", "hi", "hi"])
    after = KeptOnDisk(second, tmp_path).encode(["hi", "hello", "new"])

    assert second.asked == ["new"]
    assert before[0].tolist() == after[1].tolist() == [5, 1]


def test_another_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    other = Lengths("other")

    KeptOnDisk(Lengths(), tmp_path).encode(["hi"])
    KeptOnDisk(other, tmp_path).encode(["hi"])

    assert other.asked == ["hi"]


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert KeptOnDisk(RememberingEncoder(Lengths()), tmp_path).encode([]).shape == (0, 2)
