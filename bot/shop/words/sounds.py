"""Names in other letters, by their sound: "Самсунг" and "Սամսունգ" for Samsung, "смартфон" for a smartphone."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")

# Fewer consonants are too easily another word's.
FEWEST_CONSONANTS = 5
# Of an ending: Самсунгом, смартфонды.
MOST_ENDING_CONSONANTS = 2
# What several Latin letters sound like, the longest first; vowels and h are left out of all names.
LATIN = (
    *(("sch", "S"), ("tch", "C"), ("ph", "f"), ("sh", "S"), ("ch", "C"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks")),
    *(("w", "v"), ("q", "k"), ("j", "J")),
)
SOFT_C = re.compile(r"c(?=[eiy])")
OF_LATIN = str.maketrans("c", "k", "aeiouyh")
# Beside Russian letters those of Kazakh; the text has no accents any more, so that й is и.
CYRILLIC = {"дж": "J"} | dict(
    zip("бвгджзклмнпрстфцчшщқғң", ["b", "v", "g", "d", "Z", "z", *"klmnprstf", "ts", "C", "S", "S", "k", "g", "n"], strict=True)
)
ARMENIAN = {"ու": ""} | dict(
    zip(
        "բգդզթժլծկձղճմնշչպջռսվտրցփքֆւ",
        [*"bgdzt", "Z", "l", "ts", "k", "dz", "g", "C", "m", "n", "S", "C", "p", "J", *"rsvtr", "ts", "p", "k", "f", "v"],
        strict=True,
    )
)
OTHER_LETTERS = CYRILLIC | ARMENIAN
SOUND = re.compile("|".join(sorted(OTHER_LETTERS, key=len, reverse=True)))
NO_CONSONANT = re.compile(r"[^A-Za-z]")
TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Sounds(Generic[Meaning]):
    """What the names of a catalogue sound like."""

    meanings: dict[str, frozenset[Meaning]]

    @classmethod
    def of(cls, words: Iterable[tuple[str, Meaning]]) -> "Sounds[Meaning]":
        meanings: defaultdict[str, set[Meaning]] = defaultdict(set)
        for word, meaning in words:
            if len(consonants := consonants_of(word)) >= FEWEST_CONSONANTS:
                meanings[consonants].add(meaning)
        return cls({consonants: frozenset(found) for consonants, found in meanings.items()})

    def __call__(self, word: str) -> frozenset[Meaning]:
        """What a word in other letters may mean, with or without an ending; Latin letters are read as they stand."""
        if word.isascii():
            return frozenset()
        consonants = consonants_of(word)
        lengths = range(len(consonants), max(len(consonants) - MOST_ENDING_CONSONANTS, FEWEST_CONSONANTS) - 1, -1)
        return next(
            (self.meanings[consonants[:length]] for length in lengths if consonants[:length] in self.meanings), frozenset()
        )


@lru_cache(maxsize=8192)
def consonants_of(word: str) -> str:
    """Of a word in small letters, as they are heard, none twice in a row."""
    if word.isascii():
        heard = SOFT_C.sub("s", word)
        for letters, sound in LATIN:
            heard = heard.replace(letters, sound)
        heard = heard.translate(OF_LATIN)
    else:
        heard = SOUND.sub(lambda match: OTHER_LETTERS[match[0]], word)
    return TWICE.sub(r"\1", NO_CONSONANT.sub("", heard))
