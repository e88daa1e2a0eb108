"""The words by which customers mean articles and options, from data/words: one file a language, read together."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.alphabets import ALPHABETS, Alphabet

FOLDER = Path(__file__).parents[3] / "data" / "words"
# Word -> its other words.
Synonyms = Mapping[str, list[str]]
# Whose words are also found as they are typed in Latin letters. Shorter ones, the `*` counted, may be another language's.
TYPED_IN_LATIN = ("products", "values")
SHORTEST_TYPED = 6


@cache
def vocabulary() -> dict[str, Any]:
    """Tables of all languages, merged: lists are joined, later words win."""
    merged: dict[str, Any] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        alphabet = ALPHABETS.get(file.stem, Alphabet())
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            merged[name] = _joined(merged.get(name), _also_in_latin(table, alphabet) if name in TYPED_IN_LATIN else table)
    return merged


def _also_in_latin(table: Synonyms, alphabet: Alphabet) -> Synonyms:
    """The words, and behind them what is typed for them where the language's keyboard is not at hand."""
    return {word: [*others, *_typed(others, word, alphabet)] for word, others in table.items()}


def _typed(others: list[str], word: str, alphabet: Alphabet) -> list[str]:
    typed = dict.fromkeys(map(alphabet.in_latin, others))
    long_enough = (other for other in typed if len(other) >= SHORTEST_TYPED or other.rstrip("*") == word)
    return [other for other in long_enough if other not in others]


def _joined(known: Any, more: Any) -> Any:
    if known is None:
        return more
    if isinstance(known, list):
        return [*known, *more]
    if isinstance(known, dict):
        return known | {key: _joined(known.get(key), value) for key, value in more.items()}
    return more
