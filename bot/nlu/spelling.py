"""Words with a letter dropped, doubled or swapped, read as the words of the training examples that were meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Not the parts of an address, of a number or of what has an apostrophe or a hyphen in it.
WORD = re.compile(r"(?<![\w@.'\u2019-])[^\W\d_]{4,}(?![\w@'\u2019-]|\.\w)")
TRAINED_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
APOSTROPHES = re.compile("['\u2019]")
DOUBLE = re.compile(r"(.)\1+")
SENTENCE_ENDS = ".!?"
# Words of fewer examples may be typing errors themselves.
FEWEST_EXAMPLES = 3
SHORTEST = 4


@dataclass(frozen=True)
class Spelling:
    """The words of examples in one language, with the number of examples that have each."""

    words: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Spelling:
        return cls(Counter(word for text in texts for word in set(_words_of(text))))

    def __call__(self, text: str, is_word: Callable[[str], bool]) -> str:
        """The text with its typing errors mended; what `is_word` knows is none."""
        return WORD.sub(lambda match: match[0] if _is_name(match) else self._meant(match[0], is_word), text)

    def _meant(self, written: str, is_word: Callable[[str], bool]) -> str:
        word = written.casefold()
        if word in self.words or is_word(word):
            return written
        alike = {near for key in _shortened(word) for near in self._near.get(key, ())}
        found = [near for near in alike if near[0] == word[0] and _is_slip(word, near)]
        return max(found, key=lambda near: (len(near) == len(word), self.words[near], near), default=written)

    @cached_property
    def _near(self) -> Mapping[str, list[str]]:
        """By each of their words with at most a letter left out: two that share one differ by a slip of the finger."""
        near: defaultdict[str, list[str]] = defaultdict(list)
        for word, examples in self.words.items():
            if examples >= FEWEST_EXAMPLES and len(word) >= SHORTEST:
                for key in _shortened(word):
                    near[key].append(word)
        return dict(near)


def _words_of(text: str) -> Iterator[str]:
    """Also those with an apostrophe as many write them: without."""
    for word in TRAINED_WORD.findall(text.casefold()):
        yield from {word, APOSTROPHES.sub("", word)}


def _shortened(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_name(match: re.Match[str]) -> bool:
    """Whether it has a capital letter that no sentence begins with: towns and people are called like no word of the examples."""
    before = match.string[: match.start()].rstrip()
    return match[0].istitle() and bool(before) and before[-1] not in SENTENCE_ENDS


def _is_slip(word: str, near: str) -> bool:
    """A letter is missing or stands twice, or all are there in another order; another letter makes another word too often."""
    if len(word) > len(near):
        return DOUBLE.sub(r"\1", word) == DOUBLE.sub(r"\1", near)
    return len(word) < len(near) or sorted(word) == sorted(near)
