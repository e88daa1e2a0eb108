"""Values as each language writes them: money, days, lists, and phrases inside sentences.

Actions hand over JSON values (see actions/values.py); a plain string or number is its own wording.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency

# Says another response by name and values, in the same language.
SayPhrase = Callable[[str, dict[str, Any]], str]


def in_words(value: Any, language: str, say: SayPhrase) -> str:
    """The wording of one value in a language (ISO 639-1)."""
    if not isinstance(value, dict):
        return str(value)
    if "money" in value:
        return format_currency(Decimal(value["money"]), value["currency"], locale=language)
    if "day" in value:
        return format_date(date.fromisoformat(value["day"]), "long", locale=language)
    if "bullets" in value:
        return "\n".join(f"• {in_words(item, language, say)}" for item in value["bullets"])
    if "phrase" in value:
        return say(value["phrase"], value["values"])
    raise ValueError(f"no wording for {value!r}")
