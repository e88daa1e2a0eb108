"""Whether a customer speaks of what they bought, of what the shop sells, or of money that comes back."""

from functools import cache

from bot.shop.words.phrases import Phrases, read
from bot.shop.words.vocabulary import vocabulary


def speaks_of_own(text: str) -> bool:
    """'The tablet I bought', 'in my order'; not 'a gift for my dad'."""
    return bool(_own().find(read(text)))


def says_my(text: str) -> bool:
    """'My tablet': of somebody who has one, that one."""
    return bool(_mine().find(read(text)))


def speaks_of_money_back(text: str) -> bool:
    """'How much do I get back in total?'"""
    return bool(_back().find(read(text)))


def speaks_of_due(text: str) -> bool:
    """'How much do I need to pay now?'"""
    return bool(_due().find(read(text)))


def speaks_of_spending(text: str) -> bool:
    """'How much have I spent with you?': of no order in particular."""
    return bool(_spending().find(read(text)))


def asks_for_tracking_number(text: str) -> bool:
    return bool(_tracking().find(read(text)))


@cache
def _own() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["bought"])


@cache
def _mine() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["mine"])


@cache
def _back() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["back"])


@cache
def _due() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["due"])


@cache
def _spending() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["spending"])


@cache
def _tracking() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["tracking"])
