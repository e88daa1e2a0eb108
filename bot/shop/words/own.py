"""Whether a customer speaks of what they bought, of what the shop sells, or of money that comes back."""

from functools import cache

from bot.shop.words.phrases import Phrases, read
from bot.shop.words.vocabulary import vocabulary


def speaks_of_own(text: str) -> bool:
    """'The tablet I bought', 'in my order'; not 'a gift for my dad'."""
    return _says("bought", text)


def says_my(text: str) -> bool:
    """'My tablet': of somebody who has one, that one."""
    return _says("mine", text)


def speaks_of_money_back(text: str) -> bool:
    """'How much do I get back in total?'"""
    return _says("back", text)


def speaks_of_due(text: str) -> bool:
    """'How much do I need to pay now?'"""
    return _says("due", text)


def speaks_of_spending(text: str) -> bool:
    """'How much have I spent with you?': of no order in particular."""
    return _says("spending", text)


def speaks_of_saving(text: str) -> bool:
    """'And what does that save me?'"""
    return _says("saved", text)


def asks_for_tracking_number(text: str) -> bool:
    return _says("tracking", text)


def says_where_to(text: str) -> bool:
    """'To which address did that go?'"""
    return _says("where_to", text)


def _says(what: str, text: str) -> bool:
    return bool(_phrases(what).find(read(text)))


@cache
def _phrases(what: str) -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"][what])
