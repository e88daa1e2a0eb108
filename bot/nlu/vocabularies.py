"""The words, letters and short sayings of each language, as its training examples have them: by these a few words tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A word of fewer examples may be a name or a slip.
RAREST_WORD = 2
# Letters of fewer examples, as a share, are of other languages: "café" in English.
RAREST_LETTER = 1 / 500
# Examples of so many words are sayings: "jah palun".
LONGEST_SAYING = 3
# How often any word may be expected in any language, as a share of messages.
ANYWHERE = 1e-4
# So many times as usual as in other languages, words tell theirs.
TELLING = 10
# One word counts for no more.
MOST_OF_A_WORD = 100
# Who says so many of a hundred messages with a word does not name an article by it: "with", "my".
NO_NAME = 1 / 100


@dataclass(frozen=True)
class Vocabulary:
    """Of one language."""

    # Of each word, the share of examples that have it.
    words: Mapping[str, float]
    # Without a to z, which brands and names have in every language.
    letters: frozenset[str]
    sayings: frozenset[str]

    @classmethod
    def learn(cls, examples: Sequence[list[str]]) -> Vocabulary:
        words = Counter(word for example in examples for word in set(example))
        letters = Counter(letter for example in examples for letter in set("".join(example)) if not letter.isascii())
        return cls(
            {word: times / len(examples) for word, times in words.items() if times >= RAREST_WORD},
            frozenset(letter for letter, times in letters.items() if times >= RAREST_LETTER * len(examples)),
            frozenset(" ".join(example) for example in examples if 0 < len(example) <= LONGEST_SAYING),
        )

    def __or__(self, other: Vocabulary) -> Vocabulary:
        """The words and sayings of both, as usual as each has them, and the letters of this one."""
        return Vocabulary({**other.words, **self.words}, self.letters, self.sayings | other.sayings)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Vocabulary:
        return cls(stored["words"], frozenset(stored["letters"]), frozenset(stored["sayings"]))

    def as_json(self) -> dict[str, Any]:
        return {"words": dict(self.words), "letters": sorted(self.letters), "sayings": sorted(self.sayings)}


class Vocabularies(dict[str, Vocabulary]):
    """Of all languages."""

    def tell(self, words: list[str], text: str, language: str, current: str) -> bool:
        """Whether the words of the text are evidently of the language and not of the current one."""
        return (
            self.say(words, language)
            or self._show_letters(words, text, language, current)
            or self._usual(words, language, current) >= TELLING
        )

    def say(self, words: list[str], language: str) -> bool:
        """A saying of this language whose words no other has."""
        others = [known for name, known in self.items() if name != language]
        return " ".join(words) in self[language].sayings and not any(word in known.words for known in others for word in words)

    def names_among(self, words: set[str]) -> set[str]:
        """Those of the words of articles' names that are no usual words of any language."""
        return {word for word in words if all(known.words.get(word, 0) < NO_NAME for known in self.values())}

    def _show_letters(self, words: list[str], text: str, language: str, current: str) -> bool:
        """Letters that the current language does not write, in words that are no names: small, or alone."""
        own = self[language].letters - self[current].letters
        small = words if len(words) == 1 or text.isupper() else [word for word in text.split() if word.islower()]
        return not own.isdisjoint("".join(small))

    def _usual(self, words: list[str], language: str, current: str) -> float:
        """How many times as usual the words are in the language as in the current one, and as in the others together."""
        times = 1.0
        for word in set(words):
            elsewhere = [self._share(word, other) for other in self if other != language]
            ratio = self._share(word, language) / max(self._share(word, current), sum(elsewhere) / len(elsewhere))
            times *= min(max(ratio, 1 / MOST_OF_A_WORD), MOST_OF_A_WORD)
        return times

    def _share(self, word: str, language: str) -> float:
        return self[language].words.get(word, 0) + ANYWHERE
