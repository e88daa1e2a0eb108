"""A customer's text as words that compare: without case, accents and plurals, numbers apart from their units."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from bot.shop.words.vocabulary import vocabulary

Meaning = TypeVar("Meaning")
# What a word that is no phrase may mean all the same.
Heard = Callable[[str], frozenset[Meaning]]

# "32GB" is two words, "i7" and "IPX4" are one; so is the sign behind "60%" and 15".
WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+\d+(?![^\W\d_])|[^\W\d_]+|(?<=\d)[%\"]")
# What may stand between the words of one phrase.
WITHIN = re.compile(r"[\s/+-]*")
APOSTROPHES = re.compile("['\u2019\u02bc]")
MIN_SINGULAR_CHARS = 3
# Of each set of phrases, in how many of the latest texts their places are known.
REMEMBERED_TEXTS = 128
# More words than these are no name of one thing.
MAX_PHRASE_WORDS = 5
# Shorter words are too easily one another: "light" and "right".
MIN_TYPO_CHARS = 6
# Of shorter ones a letter that should stand twice may be written once: "smal".
MIN_DOUBLED_CHARS = 4
DOUBLED = re.compile(r"([^\W\d_])\1")
# Stands for any ending of so many letters: лампой, шамдарымды.
ANY_ENDING, MOST_ENDING_CHARS = "*", 6


@dataclass(frozen=True)
class Word:
    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Span(Generic[Meaning]):
    """Where in a text something was said, and all that it may mean."""

    start: int
    end: int
    meanings: frozenset[Meaning]


@dataclass(frozen=True)
class Wording:
    """A text in small letters without accents and apostrophes, and its words with their places in it."""

    plain: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(Word(form_of(match.group()), *match.span()) for match in WORD.finditer(self.plain))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        return tuple(word.form for word in self.words)


class Phrases(Generic[Meaning]):
    """Finds phrases in texts, be their words written together, apart or with hyphens; small typos included.

    A word with `*` behind it is found with any ending; one that is not found otherwise may be heard as something.
    """

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], heard: Heard[Meaning] | None = None) -> None:
        meanings: defaultdict[str, set[Meaning]] = defaultdict(set)
        stems: defaultdict[str, set[Meaning]] = defaultdict(set)
        for phrase, meaning in phrases:
            (stems if phrase.endswith(ANY_ENDING) else meanings)[joined(phrase)].add(meaning)
        self._meanings = {phrase: frozenset(found) for phrase, found in meanings.items() if phrase}
        self._stems = {stem: frozenset(found) for stem, found in stems.items() if stem}
        self._heard: Heard[Meaning] = heard or (lambda _: frozenset())
        self._beginnings = {phrase[:length] for phrase in self._meanings for length in range(1, len(phrase) + 1)}
        self._once = {DOUBLED.sub(r"\1", phrase): found for phrase, found in self._meanings.items() if DOUBLED.search(phrase)}
        self._long: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in self._meanings:
            if len(phrase) >= MIN_TYPO_CHARS and phrase.isalpha():
                self._long[phrase[0]].append(phrase)
        # What a customer said is looked through at every step of a request, and in the turns after it.
        self._spans = lru_cache(maxsize=REMEMBERED_TEXTS)(self._look_through)

    def find(self, wording: Wording, start: int = 0, end: int | None = None) -> list[Span[Meaning]]:
        """The longest phrases, in the order of the text."""
        return list(self._spans(wording, start, len(wording.plain) if end is None else end))

    def _look_through(self, wording: Wording, start: int, end: int) -> tuple[Span[Meaning], ...]:
        words = [word for word in wording.words if start <= word.start and word.end <= end]
        return tuple(self._found(wording.plain, words))

    def _found(self, plain: str, words: list[Word]) -> Iterator[Span[Meaning]]:
        at = 0
        while at < len(words):
            said = self._longest(plain, words, at)
            if said is not None:
                length, meanings = said
                yield Span(words[at].start, words[at + length - 1].end, meanings)
                at += length
                continue
            form = words[at].form
            if meanings := self._inflected(form) or self._heard(form) or self._misspelt(form):
                yield Span(words[at].start, words[at].end, meanings)
            at += 1

    def _longest(self, plain: str, words: list[Word], at: int) -> tuple[int, frozenset[Meaning]] | None:
        """How many words from this one on are a phrase, without a comma or a stop between them, and what they mean."""
        longest, phrase = None, ""
        for length, word in enumerate(words[at : at + MAX_PHRASE_WORDS], start=1):
            phrase += word.form
            if phrase not in self._beginnings:
                break
            if length > 1 and not WITHIN.fullmatch(plain, words[at + length - 2].end, word.start):
                break
            if phrase in self._meanings:
                longest = (length, self._meanings[phrase])
        return longest

    def _inflected(self, form: str) -> frozenset[Meaning]:
        """By the longest stem: лампочка is no лампа where both are known."""
        lengths = range(len(form), max(len(form) - MOST_ENDING_CHARS, 1) - 1, -1) if self._stems else ()
        return next((self._stems[form[:length]] for length in lengths if form[:length] in self._stems), frozenset())

    def _misspelt(self, form: str) -> frozenset[Meaning]:
        if len(form) < MIN_DOUBLED_CHARS or not form.isalpha() or form in ordinary_words():
            return frozenset()
        if form in self._once or len(form) < MIN_TYPO_CHARS:
            return self._once.get(form, frozenset())
        return next((self._meanings[phrase] for phrase in self._long[form[0]] if is_typo(form, phrase)), frozenset())


@lru_cache(maxsize=1024)
def read(text: str) -> Wording:
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    return worded("".join(char for char in letters if not unicodedata.combining(char)))


@lru_cache(maxsize=1024)
def worded(plain: str) -> Wording:
    """A text that is plain already."""
    return Wording(plain)


def blanked(plain: str, start: int, end: int) -> str:
    """The text with spaces in this place, so that all others stay where they were."""
    return plain[:start] + " " * (end - start) + plain[end:]


@lru_cache(maxsize=8192)
def joined(phrase: str) -> str:
    """A phrase's words in their forms, as one."""
    return "".join(word.form for word in read(phrase).words)


@lru_cache(maxsize=8192)
def form_of(word: str) -> str:
    """In singular and in one spelling."""
    spellings: Mapping[str, str] = vocabulary()["spellings"]
    single = singular(spellings.get(word, word))
    return spellings.get(single, single)


def singular(word: str) -> str:
    """English plurals without their ending; other words as they are."""
    if len(word) <= MIN_SINGULAR_CHARS or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("lves"):
        return word[:-3] + "f"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1)
def ordinary_words() -> Collection[str]:
    """Words that are never typos of a product's or an option's."""
    return frozenset(joined(word) for word in vocabulary()["ordinary"]["words"])


@lru_cache(maxsize=16384)
def is_typo(word: str, known: str) -> bool:
    """One letter is missing, too many, another, or changed places with its neighbour."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    same = next((i for i, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), min(len(word), len(known)))
    rest, known_rest = word[same:], known[same:]
    if len(word) != len(known):
        return rest[1:] == known_rest or rest == known_rest[1:]
    return rest[1:] == known_rest[1:] or (rest[:2] == known_rest[1::-1] and rest[2:] == known_rest[2:])
