"""Pieces of texts as numbers."""

import numpy as np

from bot.nlu.hashes import Hashes, hashes_of_all_pieces, hashes_of_parts, hashes_of_pieces, scrambled


def letters(text: str) -> Hashes:
    return scrambled(np.array([ord(letter) for letter in text]))


def test_the_same_piece_has_the_same_number_wherever_it_stands() -> None:
    [(_, pieces)] = hashes_of_pieces(letters("lamp and lamp"), [4])

    assert pieces[0] == pieces[9]
    assert len(set(pieces.tolist())) == len(pieces) - 1


def test_a_part_has_the_number_of_the_piece() -> None:
    [(_, pieces)] = hashes_of_pieces(letters("lamp"), [4])

    assert hashes_of_parts(letters("alampb"), np.array([1, 4, 1]))[1] == pieces[0]


def test_all_pieces_have_the_numbers_of_those_of_their_length() -> None:
    starts, ends, numbers = hashes_of_all_pieces(letters("standing lamp"), longest=6)

    by_length = dict(hashes_of_pieces(letters("standing lamp"), range(1, 7)))
    assert numbers.tolist() == [by_length[end - start][start] for start, end in zip(starts, ends, strict=True)]
    assert len(numbers) == sum(len(pieces) for pieces in by_length.values())


def test_pieces_that_differ_have_different_numbers() -> None:
    words = [f"{first}{second}" for first in range(300) for second in range(300)]

    found = hashes_of_parts(letters("".join(words)), np.array([len(word) for word in words]))
    assert len(set(found.tolist())) == len(set(words))
