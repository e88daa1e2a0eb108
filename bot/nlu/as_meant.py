"""What a customer meant to write: without what is around it and slips of the finger, in the language's own letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.alphabets import ALPHABETS
from bot.nlu.envelope import without_envelope
from bot.nlu.own_letters import OwnLetters
from bot.nlu.placeholders import without_placeholders
from bot.nlu.spelling import Spelling

IsWord = Callable[[str], bool]
# Whose typing errors are mended. In the others a letter more or less is another form of the word.
SPELT = "en"


@dataclass(frozen=True)
class AsMeant:
    """By language the words of its examples, with the number of examples that have each."""

    words: Mapping[str, Mapping[str, int]]

    @classmethod
    def learn(cls, texts: Sequence[str], languages: Sequence[str]) -> AsMeant:
        of_language: defaultdict[str, list[str]] = defaultdict(list)
        for text, language in zip(texts, languages, strict=True):
            of_language[language].append(text)
        words = {language: OwnLetters.learn(language, of_language[language]).words for language in ALPHABETS}
        return cls(words | {SPELT: Spelling.learn(of_language[SPELT]).words})

    def __call__(self, text: str, language: str, is_word: IsWord) -> str:
        """A message's text; what `is_word` knows is a word of some language.

        In other languages than the one that is spelt, without placeholders: their English outweighs their sense.
        """
        text = without_envelope(text)
        if language == SPELT:
            return self._spelling(text, is_word)
        return self.in_own_letters(without_placeholders(text), language, is_word)

    def in_own_letters(self, text: str, language: str, is_word: IsWord) -> str:
        letters = self._letters.get(language)
        return letters(text, is_word) if letters else text

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.words[SPELT])

    @cached_property
    def _letters(self) -> Mapping[str, OwnLetters]:
        return {language: OwnLetters(language, self.words[language]) for language in ALPHABETS}
