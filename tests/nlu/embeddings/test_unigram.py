"""Words as pieces."""

import numpy as np
import pytest

from bot.nlu.embeddings.e5_file import Pieces
from bot.nlu.embeddings.unigram import WORD_MARK, UnigramTokenizer
from bot.nlu.hashes import hashes_of_parts, letters_of

TEXTS = ["<s>", "</s>", "<unk>", WORD_MARK, f"{WORD_MARK}par", "par", "cel", f"{WORD_MARK}parcel", "s", "p", "a", "r"]
SCORES = np.array([0, 0, 0, -3, -4, -4, -4, -5, -2, -6, -6, -6], np.float32)
HASHES = hashes_of_parts(letters_of("".join(TEXTS)), np.array([len(text) for text in TEXTS]))
PIECES = Pieces(HASHES, SCORES, {ord("\t"): " ", 0x200B: ""}, begin=0, end=1, unknown=2, longest=7)


def pieces_of(text: str, max_tokens: int = 100) -> list[str]:
    return [TEXTS[token] for token in UnigramTokenizer(PIECES)(text, max_tokens)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("parcels", [f"{WORD_MARK}parcel", "s"]),
        ("par\tparcel", [f"{WORD_MARK}par", f"{WORD_MARK}parcel"]),
        ("  par  ", [f"{WORD_MARK}par"]),
        ("par\u200bcel", [f"{WORD_MARK}parcel"]),
        ("\uff50\uff41\uff52", [f"{WORD_MARK}par"]),
        ("par\u4f60", [f"{WORD_MARK}par", "<unk>"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_likeliest_pieces(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == ["<s>", *pieces, "</s>"]


def test_a_text_that_is_too_long_loses_its_end() -> None:
    assert pieces_of("par par par par", max_tokens=4) == ["<s>", f"{WORD_MARK}par", f"{WORD_MARK}par", "</s>"]
