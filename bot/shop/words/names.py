"""What products are called: by their names and parts of these, and in other words."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bot.shop.words.phrases import Phrases, Span, joined, read
from bot.shop.words.sounds import Sounds
from bot.shop.words.vocabulary import Synonyms, vocabulary

# Ends of names that say nothing alone: the "Dumbbell Set" is called dumbbells.
NO_ENDS = frozenset(["set", "kit", "pack", "bundle", "pair", "edition"])
DESCRIPTION = re.compile(r",|\(|\s[-\u2013|]\s|\b(?:with|for)\b", re.IGNORECASE)
MIN_NAME_CHARS = 3


@lru_cache(maxsize=256)
def name_phrases(names: frozenset[str]) -> Phrases[tuple[int, str]]:
    """What these products are called, with how likely it is: 0 by their names and parts of these, 1 in other words or letters."""
    called = ((phrase, (level, name)) for name in sorted(names) for phrase, level in _ways_to_call(name))
    return Phrases(called, Sounds.of((word, (1, name)) for name in names for word in _core(name)))


def likeliest(span: Span[tuple[int, str]]) -> list[str]:
    """The names that a phrase of `name_phrases` most likely means, in alphabetical order."""
    least = min(level for level, _ in span.meanings)
    return sorted(name for level, name in span.meanings if level == least)


def is_one_thing(said: str, name: str) -> bool:
    """Whether a plural calls one of it: 'dumbbells' a dumbbell set, 'trainers' a pair of running shoes."""
    own, spoken = read(name).words, [word.form for word in read(said).words]
    if own and own[-1].form in NO_ENDS:
        return own[-1].form not in spoken
    others = {other for phrase in {joined(name), *_core(name)} for other in _other_words().get(phrase, ())}
    return said in others and joined(said) not in others


def _core(name: str) -> list[str]:
    """The words that name it and do not describe it."""
    words = [word.form for word in read(DESCRIPTION.split(name)[0]).words]
    while len(words) > 1 and words[-1] in NO_ENDS:
        words = words[:-1]
    return words


def _ways_to_call(name: str) -> Iterator[tuple[str, int]]:
    words = _core(name)
    own = [" ".join(words[i:]) for i in range(len(words))] + [" ".join(words[:i]) for i in range(2, len(words))]
    own = [phrase for phrase in own if len(phrase) >= MIN_NAME_CHARS]
    yield name, 0
    yield from ((phrase, 0) for phrase in own)
    called = {joined(phrase) for phrase in own} | {joined(name)}
    yield from ((other, 1) for phrase in called for other in _other_words().get(phrase, ()))


@cache
def _other_words() -> Synonyms:
    """In any language, by what the catalogue says."""
    return {joined(name): words for name, words in vocabulary()["products"].items()}
