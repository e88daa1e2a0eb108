"""Products and option values in a customer's words: plurals, hyphens, head words ("the lamp"), units and small typos included."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.findings import Finding
from bot.nlu.words import PLACES

# Product name -> option name -> the values that some variant has.
Products = Mapping[str, Mapping[str, Collection[str]]]

# What follows in a name describes the product and does not name it: "Headphones with microphone, black".
DESCRIPTION = re.compile(r",|\(|\s[-\u2013|]\s|\b(?:with|for)\b", re.IGNORECASE)
# Ends of names that say nothing alone: the "Dumbbell Set" is called dumbbells.
NO_ENDS = frozenset(["set", "kit", "pack", "bundle", "pair", "edition"])
# Ends that mean other things than the product when they stand alone.
NO_HEADS = NO_ENDS | {"piece", "size", "maker", "pro", "card", "order", "box", "service", "code"}
# Values that mean something only beside the option's name ("size 9", "high brightness"), as single letters and bare numbers do.
WEAK = frozenset(["yes", "no", "none", "not", "full", "half", "high", "low", "fixed", "standard", "new", "old", "other"])
ABSENT = frozenset(["no", "none"])
MIN_HEAD_CHARS = 3
# Shorter words are too easily one another. From five letters on one may be missing, doubled or moved; be another
# ("smell" for "small") only from seven on; and two may be wrong from nine on.
MIN_TYPO_CHARS, MIN_OTHER_LETTER_CHARS, MIN_TWO_TYPOS_CHARS = 5, 7, 9
# Endings of inflected words: лампами, шамдарды.
MIN_STEM_CHARS, MAX_ENDING_CHARS = 3, 5
VOWELS = frozenset("aeiouаеиоуыэюяьйәіөүұեաիուօէը")
# More products than this with the same head word are no answer to which one is meant.
MAX_READINGS = 5


@dataclass
class Readings:
    """What a phrase may mean."""

    # Names; no more than it takes to see that they are too many.
    products: list[str] = field(default_factory=list)
    # Of each value and its option, the products that come with it.
    options: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add_product(self, name: str) -> None:
        if len(self.products) <= MAX_READINGS and name not in self.products:
            self.products.append(name)

    def likely_options(self, named: Set[str]) -> list[tuple[str, str]]:
        """Values with their options: of the products that the message names, if any of them comes with such a value."""
        return [option for option, products in self.options.items() if not products.isdisjoint(named)] or list(self.options)


class Catalogue:
    """What one shop sells, as it is now. Made anew when that changes; empty where nobody says what is sold."""

    def __init__(self, language: Language, products: Products, ordinary: Set[str] = frozenset()) -> None:
        """Ordinary words are never taken for typos."""
        self._language = language
        self._ordinary = ordinary
        self._readings: defaultdict[str, Readings] = defaultdict(Readings)
        self._learn(products)
        self._matcher = PhraseMatcher(language.vocab, attr="LEMMA")
        for phrase in self._readings:
            # One by one: all their documents at once would take more memory than the matcher ever does.
            self._matcher.add("catalogue", [self._doc(phrase.split())])
        self._words = {word for phrase in self._readings for word in phrase.split()}
        self._initials: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words - _joined(self._readings):
            if len(word) >= MIN_STEM_CHARS and word.isalpha():
                self._initials[word[0]].append(word)
        self._meant = lru_cache(maxsize=4096)(self._nearest)

    def find(self, doc: Doc, text: str, language: str) -> list[Finding]:
        """Findings of the longest phrases, options after what their products are."""
        if not self._readings:
            return []
        places: Sequence[tuple[int, int]] = doc.user_data[PLACES]
        lemmas = [self._meant(token.lemma_, language) for token in doc]
        spans = [(*span, " ".join(lemmas[slice(*span)])) for span in self._matched(lemmas)]
        found = [(places[first][0], places[last - 1][1], self._readings[phrase]) for first, last, phrase in spans]
        found += [(places[i][0], places[i + 1][1], self._readings[word]) for i, word in self._written_apart(lemmas)]
        said = [place for place in found if not _is_stray_letter(text, *place[:2])]
        named = {product for *_, readings in said for product in readings.products}
        return [finding for place in said for finding in _findings(*place, text, named)]

    def _matched(self, lemmas: list[str]) -> list[tuple[int, int]]:
        """From and up to which word; nothing inside of something longer, so that "tea kettle" is not any kettle."""
        spans = {(first, last) for _, first, last in self._matcher(self._doc(lemmas))}
        return [span for span in spans if not any(_is_inside(span, other) for other in spans)]

    def _written_apart(self, lemmas: list[str]) -> Iterator[tuple[int, str]]:
        """'head phones' for the catalogue's 'headphones'."""
        for i, (first, second) in enumerate(pairwise(lemmas)):
            if len(first) >= MIN_HEAD_CHARS <= len(second) and first + second in self._readings:
                yield i, first + second

    def _nearest(self, word: str, language: str) -> str:
        """The catalogue's word that this is a form or a typo of; itself if there is none, or several."""
        if word in self._words or word in self._ordinary or not word.isalpha():
            return word
        known = self._initials.get(word[0], [])
        if not word.isascii() or language in {"et", "fil"}:
            forms = [like for like in known if _is_form_of(word, like)]
            if forms:
                return max(forms, key=len)
        if len(word) < MIN_TYPO_CHARS:
            return word
        close = extract(word, known, scorer=OSA.distance, score_cutoff=2, limit=3)
        return next((like for like, distance, _ in close if _is_typo_of(word, like, distance)), word)

    def _learn(self, products: Products) -> None:
        ways: dict[tuple[str, str], set[str]] = {}
        for product, options in products.items():
            for phrase in names_of(self._lemmas(product), self._lemmas(DESCRIPTION.split(product)[0])):
                self._readings[phrase].add_product(product)
            for option, value in ((option, value) for option, values in options.items() for value in values):
                if (value, option) not in ways:
                    ways[value, option] = ways_to_say(self._lemmas(option), self._lemmas(value))
                for phrase in ways[value, option]:
                    self._readings[phrase].options.setdefault((value, option), set()).add(product)

    def _lemmas(self, text: str) -> list[str]:
        return [token.lemma_ for token in self._language.make_doc(text)]

    def _doc(self, lemmas: list[str]) -> Doc:
        return Doc(self._language.vocab, words=lemmas, lemmas=lemmas)


def names_of(full: list[str], core: list[str]) -> set[str]:
    """What a product is called: its name, the end and the beginning of it, and all of these with two words written as one."""
    while len(core) > 1 and core[-1] in NO_ENDS:
        core = core[:-1]
    ends = [core[i:] for i in range(len(core))]
    beginnings = [core[:i] for i in range(2, len(core))]
    names = [name for name in (*ends, *beginnings) if len(name) > 1 or _is_head(name[0])]
    return _written([full, *names])


def ways_to_say(option: list[str], value: list[str]) -> set[str]:
    """What a value is called; a weak one only together with its option."""
    if not value:
        return set()
    if len(value) == 1 and (value[0] in WEAK or value[0].isdigit()):
        if value[0] in ABSENT:
            return _written([[word, *option] for word in ("no", "without", "not", "non")])
        return _written([[*option, *value], [*value, *option], [option[-1], *value], [*value, option[-1]]])
    ways = [value, [*option, *value]]
    if len(value) > 2 and value[0].isdigit() and value[1].isalpha():  # noqa: PLR2004 - a number, its unit and more
        ways.append(value[:2])
    return _written(ways)


def _written(phrases: list[list[str]]) -> set[str]:
    """The phrases, also with any two neighbouring words joined: 'tshirt'; but '9 inch' stays two words, as in every text."""
    joined = [
        [*phrase[:i], phrase[i] + phrase[i + 1], *phrase[i + 2 :]]
        for phrase in phrases
        for i in range(len(phrase) - 1)
        if phrase[i].isalpha() and phrase[i + 1].isalpha()
    ]
    return {" ".join(phrase) for phrase in (*phrases, *joined) if phrase}


def _joined(phrases: Iterable[str]) -> set[str]:
    """Words that only come of writing two as one; "nightmare" is no typo of "night mode"."""
    pairs = {first + second for phrase in phrases for first, second in pairwise(phrase.split())}
    return {phrase for phrase in phrases if phrase in pairs}


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _is_head(word: str) -> bool:
    return len(word) >= MIN_HEAD_CHARS and word not in NO_HEADS and not word.isdigit()


def _is_form_of(word: str, known: str) -> bool:
    stem = known[:-1] if known[-1] in VOWELS else known
    return len(stem) >= MIN_STEM_CHARS and word.startswith(stem) and len(word) - len(stem) <= MAX_ENDING_CHARS


def _is_typo_of(word: str, known: str, distance: float) -> bool:
    shorter = min(len(word), len(known))
    if distance > 1:
        return shorter >= MIN_TWO_TYPOS_CHARS
    has_other_letter = len(word) == len(known) and sorted(word) != sorted(known)
    return shorter >= (MIN_OTHER_LETTER_CHARS if has_other_letter else MIN_TYPO_CHARS)


def _is_stray_letter(text: str, start: int, end: int) -> bool:
    """A letter alone is a size where it is a capital among small ones: "M", but neither "'s" nor "I'M" nor "M34"."""
    if end - start > 1:
        return False
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return not text[start].isupper() or text.isupper() or any(char.isalnum() or char in "'\u2019-" for char in around)


def _findings(start: int, end: int, readings: Readings, text: str, named: Set[str]) -> Iterator[Finding]:
    are_too_many = len(readings.products) > MAX_READINGS
    for product in [text[start:end]] if are_too_many else readings.products:
        yield Finding("product", start, end, product)
    if readings.options:
        likely = readings.likely_options(named)
        value, option = likely[0]
        is_only = len({option for _, option in likely}) == 1
        yield Finding("option", start, end, value, option=option if is_only else None)
