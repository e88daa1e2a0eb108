"""Texts as weighted n-grams of words and characters: what an intent is recognised by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.nlu.hashes import FACTOR, Hashes, Indices, hashes_of_parts, hashes_of_pieces, letters_of, places_among, scrambled

WORD = re.compile(r"\w+(?:['\u2019]\w+)*|[^\w\s]")
EMAIL = re.compile(r"\S+@\S+\.\w+")
DIGIT = re.compile(r"\d")
CHARACTER_NGRAMS = range(2, 6)
# Longer messages are stories; what is wanted is said in the first part, and the cost of a turn stays bounded.
MAX_CHARS = 1000
# Texts that are counted together.
BATCH = 1000
# N-grams of words are odd numbers, those of characters even ones.
OF_WORDS = np.uint64(1)

Text = TypeVar("Text")
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def words_of(text: str) -> list[str]:
    """The words as far as they matter: lower case, any digit as 0, any e-mail address as one word, е for ё, as most write it."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARS]).casefold().replace("ё", "е")
    return WORD.findall(DIGIT.sub("0", EMAIL.sub("e@mail", text)))


@dataclass(frozen=True)
class Counts:
    """How often texts have which n-grams: those of text i stand from starts[i] to starts[i + 1]."""

    starts: Numbers
    ngrams: Hashes
    times: Floats

    @classmethod
    def of(cls, texts: Iterable[str]) -> Counts:
        """Words, pairs of words, and characters inside of words: these survive typing errors and endings."""
        return cls._of_batches(_ngrams([words_of(text) for text in batch]) for batch in _batches(texts))

    @classmethod
    def of_characters(cls, texts: Iterable[Sequence[str]], lengths: Iterable[int]) -> Counts:
        """Of texts as words: characters inside of words alone."""
        return cls._of_batches(_characters(batch, lengths) for batch in _batches(texts))

    @classmethod
    def _of_batches(cls, batches: Iterable[tuple[Hashes, Numbers, int]]) -> Counts:
        numbers, ngrams, times = (np.concatenate(part) for part in zip(*(_counted(*batch) for batch in batches), strict=True))
        return cls(np.concatenate([[0], np.cumsum(numbers)]), ngrams, times)

    @property
    def texts(self) -> Numbers:
        """Which text each n-gram is of."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def character_ngrams(words: Sequence[str], lengths: Iterable[int]) -> tuple[Hashes, Numbers]:
    """N-grams inside of words, whose ends are marked; and the places of their words."""
    if not words:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    marked, sizes = "".join(f"\t{word}\t" for word in words), np.array([len(word) + 2 for word in words])
    letters = letters_of(marked)
    places = np.repeat(np.arange(len(words)), sizes)
    left_in_word = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(letters))
    found = [(ngrams, left_in_word[: len(ngrams)] >= length) for length, ngrams in hashes_of_pieces(letters, lengths)]
    return (
        np.concatenate([ngrams[inside] for ngrams, inside in found]),
        np.concatenate([places[: len(inside)][inside] for _, inside in found]),
    )


@dataclass
class NgramVectors:
    """Turns a text into a sparse vector: two blocks, words and characters, each of length 1 over sublinear TF-IDF."""

    # Sorted.
    ngrams: Hashes
    inverse_frequency: Floats

    @classmethod
    def learn(cls, counts: Counts, rarest: int = 2) -> NgramVectors:
        """Take every n-gram of words, and those of characters that at least `rarest` texts have."""
        ngrams, frequency = np.unique(counts.ngrams, return_counts=True)
        kept = (frequency >= rarest) | _is_of_words(ngrams)
        inverse = np.log(len(counts.starts) / (1 + frequency[kept])) + 1
        return cls(ngrams[kept], inverse.astype(np.float32))

    def __call__(self, texts: Iterable[str]) -> list[tuple[Indices, Floats]]:
        """Of each text the indices of its known n-grams and their weights; empty where nothing of it is known.

        Together they take little more time than one alone.
        """
        return self.of(Counts.of(texts))

    def of(self, counts: Counts) -> list[tuple[Indices, Floats]]:
        """The same of texts whose n-grams are counted."""
        indices, known = places_among(self.ngrams, counts.ngrams)
        texts = counts.texts[known]
        weights = (1 + np.log(counts.times[known])) * self.inverse_frequency[indices]
        blocks = 2 * texts + _is_of_words(counts.ngrams[known])
        lengths = np.sqrt(np.bincount(blocks, weights**2))
        weights = (weights / lengths[blocks]).astype(np.float32)
        ends = np.cumsum(np.bincount(texts, minlength=len(counts.starts) - 1))[:-1]
        return list(zip(np.split(indices, ends), np.split(weights, ends), strict=True))


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    texts = iter(texts)
    return iter(lambda: list(islice(texts, BATCH)), [])


def _characters(texts: Sequence[Sequence[str]], lengths: Iterable[int]) -> tuple[Hashes, Numbers, int]:
    words, of_words = _joined(texts)
    ngrams, places = character_ngrams(words, lengths)
    return ngrams, of_words[places], len(texts)


def _joined(texts: Sequence[Sequence[str]]) -> tuple[list[str], Numbers]:
    """The words of all texts; and which text each is of."""
    words = [word for text in texts for word in text]
    return words, np.repeat(np.arange(len(texts)), [len(text) for text in texts])


def _ngrams(texts: Sequence[Sequence[str]]) -> tuple[Hashes, Numbers, int]:
    """All n-grams of the texts, given as their words; which text each is of; and how many texts there are."""
    words, of_words = _joined(texts)
    if not words:
        return np.empty(0, np.uint64), np.empty(0, np.int64), len(texts)
    single = hashes_of_parts(letters_of("".join(words)), np.array([len(word) for word in words]))
    is_pair = of_words[1:] == of_words[:-1]
    pairs = scrambled(single[:-1] * FACTOR + single[1:])[is_pair]
    characters, places = character_ngrams(words, CHARACTER_NGRAMS)
    ngrams = np.concatenate([single | OF_WORDS, pairs | OF_WORDS, characters & ~OF_WORDS])
    return ngrams, np.concatenate([of_words, of_words[1:][is_pair], of_words[places]]), len(texts)


def _counted(ngrams: Hashes, texts: Numbers, number: int) -> tuple[Numbers, Hashes, Floats]:
    """Of each text the number of its different n-grams; these; and how often it has each."""
    order = np.lexsort((ngrams, texts))
    ngrams, texts = ngrams[order], texts[order]
    first = np.ones(len(ngrams), np.bool_)
    first[1:] = (ngrams[1:] != ngrams[:-1]) | (texts[1:] != texts[:-1])
    times = np.diff(np.flatnonzero(first), append=len(ngrams)).astype(np.float32)
    return np.bincount(texts[first], minlength=number), ngrams[first], times


def _is_of_words(ngrams: Hashes) -> npt.NDArray[np.bool_]:
    is_of_words: npt.NDArray[np.bool_] = (ngrams & OF_WORDS) == OF_WORDS
    return is_of_words
