"""The store's values as agents read them."""

from bot.console.words import agents, channels, conversations, handoffs, learning, lengths, lists, orders, reports, to_do
from bot.services.lessons import DOUBT

__all__ = [
    "agents",
    "channels",
    "conversations",
    "handoffs",
    "learning",
    "lengths",
    "lists",
    "orders",
    "plain",
    "reports",
    "to_do",
    "wish",
]


def wish(intent: str) -> str:
    """What a customer was taken to want, as words."""
    return "Not understood" if intent == DOUBT else plain(intent)


def plain(name: str) -> str:
    """The store's own name as words: 'start_return' is 'Start return'."""
    return name.replace("_", " ").capitalize()
