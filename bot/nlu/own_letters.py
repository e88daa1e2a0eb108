"""Words typed in other letters than their language's, read as the words of the training examples that were meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.alphabets import ALPHABETS, Alphabet

# Not the parts of an address or of a number. Armenians type @ for a vowel that many words end with.
WORD = re.compile(r"(?<![\w@.])[^\W\d_](?:[^\W\d_]|['\u2019](?=[^\W\d_])|@(?!\w))*(?![\w@]|\.\w|-\d)")
NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f]")
# A word of the examples so many times rarer than the one that it may stand for was typed in other letters itself.
MUCH_RARER = 5


@dataclass(frozen=True)
class OwnLetters:
    """The words of a language's examples in its own letters, with the number of examples that have each."""

    language: str
    words: Mapping[str, int]

    @classmethod
    def learn(cls, language: str, texts: Iterable[str]) -> OwnLetters:
        words = Counter(word for text in texts for word in set(map(str.casefold, WORD.findall(text))))
        is_latin = not ALPHABETS[language].latin
        return cls(language, {word: times for word, times in words.items() if is_latin or NOT_LATIN.search(word)})

    def __call__(self, text: str, is_word: Callable[[str], bool]) -> str:
        """The text in the language's own letters; Latin words stay where they are names beside these, or `is_word` knows them."""
        if self._alphabet.latin and not NOT_LATIN.search(text):
            return WORD.sub(lambda match: self._by_its_sound(match[0], is_word), text)
        if self._alphabet.plain:
            return WORD.sub(lambda match: self._with_its_marks(match[0]), text)
        return text

    def _by_its_sound(self, typed: str, is_word: Callable[[str], bool]) -> str:
        word = typed.casefold()
        meant = self._of_sound.get(self._alphabet.sound(word))
        return meant or (typed if is_word(word) else self._alphabet.spelt_out(word))

    def _with_its_marks(self, typed: str) -> str:
        word = typed.casefold()
        meant = self._without_marks.get(self._alphabet.without_marks(word), word)
        is_plain = not any(letter in word for letter in self._alphabet.plain)
        return meant if is_plain and self.words.get(word, 0) * MUCH_RARER <= self.words.get(meant, 0) else typed

    @property
    def _alphabet(self) -> Alphabet:
        return ALPHABETS[self.language]

    @cached_property
    def _of_sound(self) -> Mapping[str, str]:
        return self._commonest_by(self._alphabet.sound)

    @cached_property
    def _without_marks(self) -> Mapping[str, str]:
        return self._commonest_by(self._alphabet.without_marks)

    def _commonest_by(self, key: Callable[[str], str]) -> Mapping[str, str]:
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words:
            alike[key(word)].append(word)
        return {shared: max(words, key=lambda word: (self.words[word], word)) for shared, words in alike.items()}
