"""Texts as weighted n-grams of words and characters: what an intent is recognised by."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WORD = re.compile(r"\w+(?:['\u2019]\w+)*|[^\w\s]")
EMAIL = re.compile(r"\S+@\S+\.\w+")
DIGIT = re.compile(r"\d")
LONGEST_WORD_NGRAM = 2
CHARACTER_NGRAMS = range(2, 6)
# Longer messages are stories; what is wanted is said in the first part, and the cost of a turn stays bounded.
MAX_CHARS = 1000

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]


def words_of(text: str) -> list[str]:
    """The words as far as they matter: lower case, any digit as 0, any e-mail address as one word."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARS]).casefold()
    return WORD.findall(DIGIT.sub("0", EMAIL.sub("e@mail", text)))


def word_ngrams(words: list[str]) -> Iterator[str]:
    for length in range(1, LONGEST_WORD_NGRAM + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def character_ngrams(words: list[str]) -> Iterator[str]:
    """N-grams inside of words, whose ends are marked: they survive typing errors and endings."""
    for word in words:
        marked = f"\t{word}\t"
        for length in CHARACTER_NGRAMS:
            for start in range(max(1, len(marked) - length + 1)):
                yield marked[start : start + length]


def ngram_counts(text: str) -> tuple[Counter[str], Counter[str]]:
    words = words_of(text)
    return Counter(word_ngrams(words)), Counter(character_ngrams(words))


@dataclass
class NgramVectors:
    """Turns a text into a sparse vector: two blocks, words and characters, each of length 1 over sublinear TF-IDF."""

    vocabulary: dict[str, int]
    inverse_frequency: Floats

    @classmethod
    def learn(cls, texts: Iterable[str], rarest: int = 2) -> "NgramVectors":
        """Take every word n-gram, and the character n-grams of at least `rarest` texts."""
        documents = [ngram_counts(text) for text in texts]
        frequency: Counter[str] = Counter()
        for words, characters in documents:
            frequency.update(f"w{ngram}" for ngram in words)
            frequency.update(f"c{ngram}" for ngram in characters)
        kept = sorted(ngram for ngram, count in frequency.items() if count >= rarest or ngram[0] == "w")
        counts = np.array([frequency[ngram] for ngram in kept], dtype=np.float32)
        inverse = np.log((1 + len(documents)) / (1 + counts)) + 1
        return cls({ngram: index for index, ngram in enumerate(kept)}, inverse.astype(np.float32))

    def __call__(self, text: str) -> tuple[Indices, Floats]:
        """Indices of the known n-grams and their weights; empty where nothing of the text is known."""
        blocks = [self._block(kind, counts) for kind, counts in zip("wc", ngram_counts(text), strict=True)]
        return np.concatenate([indices for indices, _ in blocks]), np.concatenate([weights for _, weights in blocks])

    def _block(self, kind: str, counts: Counter[str]) -> tuple[Indices, Floats]:
        known = [(self.vocabulary[kind + ngram], count) for ngram, count in counts.items() if kind + ngram in self.vocabulary]
        if not known:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        indices = np.array([index for index, _ in known], np.int32)
        weights = (1 + np.log(np.array([count for _, count in known], np.float32))) * self.inverse_frequency[indices]
        return indices, weights / np.linalg.norm(weights)
