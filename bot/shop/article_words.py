"""Which articles a customer's words mean: 'the lamp', 'both tshirts', 'blue headphones', small typos included."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from bot.shop.words.phrases import is_typo, ordinary_words

# Words in article names and options that tell no article from another.
SAYS_NOTHING = frozenset(["the", "and", "for", "with", "set", "pack", "new", "pro", "yes", "no", "none", "in", "of", "to"])
MIN_NAME_CHARS = 3
# Shorter words are too easily one another: 'pan' and 'pen'.
MIN_TYPO_CHARS = 4


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The text's words in singular, without case and accents, also two and two written as one ('t-shirt', 'head phones')."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("\u2019", "")
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    parts = "".join(char if char.isalnum() else " " for char in bare).split()
    joined = [first + second for first, second in pairwise(parts)]
    return frozenset(singular(word) for word in [*parts, *joined])


def singular(word: str) -> str:
    """English plurals without their ending; other words as they are."""
    if len(word) <= MIN_NAME_CHARS or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


def name_words(name: str) -> frozenset[str]:
    return frozenset(word for word in words_of(name) - SAYS_NOTHING if len(word) >= MIN_NAME_CHARS)


def option_words(options: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word for value in options.values() for word in words_of(value)) - SAYS_NOTHING


def telling(words: Iterable[str]) -> frozenset[str]:
    """Option words that may name an article by themselves: 'the blue one', but not a size or a number."""
    return frozenset(word for word in words if len(word) >= MIN_NAME_CHARS and not any(map(str.isdigit, word)))


@lru_cache(maxsize=1024)
def correct(said: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """The known words that were said; a word that is none of them counts as the one that it is a typo of, if any."""
    meant = said & known
    typos = {like for word in said - known.union(ordinary_words()) for like in known if _is_typo(word, like)}
    return meant | typos


def _is_typo(word: str, known: str) -> bool:
    return min(len(word), len(known)) >= MIN_TYPO_CHARS and is_typo(word, known)
