"""The words by which customers mean articles and options, from data/words: one file a language, read together."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "data" / "words"
# Word -> its other words.
Synonyms = Mapping[str, list[str]]


@cache
def vocabulary() -> dict[str, Any]:
    """Tables of all languages, merged: lists are joined, later words win."""
    merged: dict[str, Any] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            merged[name] = _joined(merged.get(name), table)
    return merged


def _joined(known: Any, more: Any) -> Any:
    if known is None:
        return more
    if isinstance(known, list):
        return [*known, *more]
    if isinstance(known, dict):
        return known | {key: _joined(known.get(key), value) for key, value in more.items()}
    return more
