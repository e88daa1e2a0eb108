"""The customer's latest message as it was understood."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk.interfaces import Tracker

# Intents that are never an answer by their mere words: "does the lamp have a warranty?" chooses no lamp.
ASIDES = {"ask_faq", "complain", "request_human", "request_other"}
# "it's W2378156", "order 10042 please": an entity with this many other words at most is an answer, whatever its intent.
BARE_WORDS = 2
MIN_ORDER_DIGITS = 3


@dataclass(frozen=True)
class Heard:
    text: str
    intent: str
    # Every value of every entity, in the order of the text.
    entities: dict[str, list[str]]
    # Other intents that it may have meant, likeliest first; that of a frequent question has its id as `faq`.
    guesses: list[dict[str, Any]]

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Heard":
        message: dict[str, Any] = tracker.latest_message
        entities: dict[str, list[str]] = {}
        for entity in message.get("entities") or []:
            entities.setdefault(entity["entity"], []).append(str(entity["value"]))
        intent = (message.get("intent") or {}).get("name") or ""
        guesses = [guess for guess in message.get("intent_ranking") or [] if guess["name"] != intent]
        return cls(message.get("text") or "", intent, entities, guesses)

    def first(self, entity: str) -> str | None:
        values = self.entities.get(entity)
        return values[0] if values else None

    def order_number(self, asked: bool) -> str | None:
        """The order number that was said; in the answer to our question any word with enough digits will do."""
        named = self.first("order_number")
        if named is not None or not asked or self.is_aside:
            return named
        words = (word.strip(".,;:!?") for word in self.text.split())
        return next((word for word in words if sum(map(str.isdigit, word)) >= MIN_ORDER_DIGITS and "@" not in word), None)

    @property
    def is_aside(self) -> bool:
        return self.intent in ASIDES

    @property
    def is_bare(self) -> bool:
        """Whether the message is hardly more than its entities."""
        rest = self.text
        for values in self.entities.values():
            for value in values:
                rest = rest.replace(value, " ")
        return bool(self.entities) and len(rest.split()) <= BARE_WORDS
