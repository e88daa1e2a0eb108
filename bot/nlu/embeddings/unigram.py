"""Splits words into the likeliest pieces of a vocabulary, as SentencePiece's unigram model does."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bot.nlu.embeddings.e5_file import Pieces
from bot.nlu.hashes import hashes_of_all_pieces, letters_of, places_among

# Begins a word; stands for the space before it.
WORD_MARK = "\u2581"
# A character that no piece has costs this much more than the rarest piece.
UNKNOWN_COST = 10.0
# Long enough for the vocabulary of daily talk.
REMEMBERED_WORDS = 20_000
# What is longer is no word, and its cost would grow with the square of its length.
MAX_WORD_CHARS = 64
IMPOSSIBLE = float("-inf")


class Step(NamedTuple):
    """The likeliest way to a place in a word: its log-likelihood, its last piece and where that piece begins."""

    score: float
    piece: int = -1
    start: int = -1


class UnigramTokenizer:
    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._order = np.argsort(pieces.hashes).astype(np.int32)
        self._hashes = pieces.hashes[self._order]
        self._unknown_score = float(pieces.scores.min()) - UNKNOWN_COST
        self._of_word = lru_cache(REMEMBERED_WORDS)(self._split)

    def __call__(self, text: str, max_tokens: int) -> list[int]:
        """The numbers of the text's pieces, between the marks of begin and end; what is too long loses its end."""
        tokens = [self._pieces.begin]
        for word in unicodedata.normalize("NFKC", text).translate(self._pieces.characters).split():
            tokens += self._of_word(WORD_MARK + word[:MAX_WORD_CHARS])
            if len(tokens) >= max_tokens:
                break
        return [*tokens[: max_tokens - 1], self._pieces.end]

    def has_word(self, word: str) -> bool:
        """Whether a piece of the vocabulary is this word and no part of one."""
        return len(word) <= self._pieces.longest and len(self._of_word(WORD_MARK + word)) == 1

    def _split(self, word: str) -> tuple[int, ...]:
        steps = [Step(0.0)] + [Step(IMPOSSIBLE)] * len(word)
        found = self._pieces_in(word)
        for start in range(len(word)):
            score = steps[start].score
            unknown = (start + 1, self._pieces.unknown, self._unknown_score)
            for end, piece, likelihood in (unknown, *found[start]):
                if score + likelihood > steps[end].score:
                    steps[end] = Step(score + likelihood, piece, start)
        return self._way_back(steps)

    def _pieces_in(self, word: str) -> list[list[tuple[int, int, float]]]:
        """For each place the pieces that begin there: where they end, their numbers and log-likelihoods."""
        starts, ends, hashes = hashes_of_all_pieces(letters_of(word), self._pieces.longest)
        places, known = places_among(self._hashes, hashes)
        pieces = self._order[places]
        found: list[list[tuple[int, int, float]]] = [[] for _ in word]
        columns = (starts[known], ends[known], pieces, self._pieces.scores[pieces])
        for start, end, piece, score in zip(*(column.tolist() for column in columns), strict=True):
            found[start].append((end, piece, score))
        return found

    def _way_back(self, steps: list[Step]) -> tuple[int, ...]:
        tokens, step = [], steps[-1]
        while step.start >= 0:
            tokens.append(step.piece)
            step = steps[step.start]
        return tuple(reversed(tokens))
