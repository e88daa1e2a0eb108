"""A text as spaCy's words: split alike however it is written, with a normal form (NORM) and one for all forms (LEMMA)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import spacy
from spacy.attrs import NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span

# Letters with the marks that Armenian writes inside a word, digits, or one sign. A hyphen or slash inside a word only parts it.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u055a-\u055f])*|\d+|(?<=\w)[-\u2010\u2011\u2013/](?=\w)|[^\w\s]|_")
PARTS_A_WORD = frozenset("-\u2010\u2011\u2013/")
ARMENIAN_MARKS = dict.fromkeys(range(0x055A, 0x0560))
APOSTROPHES = str.maketrans("\u2019\u02bc\u2032", "'''")
BREVE = "\u0306"  # makes й of и, another letter

MIN_SINGULAR_CHARS = 3
# Written otherwise, meant alike. Numbers because "two-piece" is the catalogue's "2-piece".
SAME_WORD = (
    {"grey": "gray", "colour": "color", "litre": "liter", "ltr": "liter", "feet": "ft", "foot": "ft", "pound": "lb", "gig": "gb"}
    | {"gigabyte": "gb", "terabyte": "tb", "metre": "meter", "mice": "mouse"}
    | {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
)
# What short words and signs mean behind a number.
UNITS = {"in": "inch", '"': "inch", "\u201d": "inch", "\u2033": "inch", "l": "liter", "t": "tb", "g": "gb"}

# Where each word stands in the text; spaCy itself would only know texts with single spaces.
PLACES = "places"


class WordTokenizer:
    """Makes documents of words without the white space between them."""

    def __init__(self, language: Language) -> None:
        self._vocab = language.vocab

    def __call__(self, text: str) -> Doc:
        matches = [match for match in WORD.finditer(text) if match.group() not in PARTS_A_WORD or not _is_inside(match, text)]
        words = [match.group() for match in matches]
        doc = Doc(self._vocab, words=words, lemmas=list(_lemmas(words)))
        doc.user_data[PLACES] = [match.span() for match in matches]
        return doc


def blank_language() -> Language:
    """An empty pipeline that splits texts of any language into words."""
    language = spacy.blank("xx")
    # Nothing else of what spaCy can say of a word is asked for; it would be worked out for every word that is new.
    language.vocab.lex_attr_getters = {NORM: folded}  # type: ignore[attr-defined]
    language.tokenizer = WordTokenizer(language)
    return language


def place_of(span: Span) -> tuple[int, int]:
    """Where the span begins and ends in the text."""
    places = span.doc.user_data[PLACES]
    return places[span.start][0], places[span.end - 1][1]


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """The word without case, accents and the marks inside of Armenian words; й stays й."""
    bare = unicodedata.normalize("NFKD", word.casefold().translate(APOSTROPHES).translate(ARMENIAN_MARKS))
    return unicodedata.normalize("NFC", "".join(char for char in bare if char == BREVE or not unicodedata.combining(char)))


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The folded word in singular, in one spelling; English forms only."""
    word = singular(SAME_WORD.get(folded(word), folded(word)))
    return SAME_WORD.get(word, word)


def singular(word: str) -> str:
    """English plurals without their ending; other words as they are."""
    if len(word) <= MIN_SINGULAR_CHARS or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return "lb" if word == "lbs" else word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


def _lemmas(words: list[str]) -> Iterator[str]:
    before = ""
    for word in words:
        yield UNITS.get(word.lower()) or lemma(word) if before.isdigit() else lemma(word)
        before = word


def _is_inside(match: re.Match[str], text: str) -> bool:
    return match.start() > 0 and match.end() < len(text) and text[match.start() - 1].isalnum() and text[match.end()].isalnum()
