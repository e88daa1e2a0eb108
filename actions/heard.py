"""The customer's latest message as it was understood."""

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk.interfaces import Tracker

# Intents whose mere words may answer a question of ours. Any other is an aside: "does the lamp have a warranty?" chooses no lamp.
ANSWERING = {"affirm", "deny", "inform", "stop_request", "track_order", "start_return", "out_of_scope", "nlu_fallback"}
# Among them small talk, which short data is easily taken for.
ANSWERING |= {"greet", "thank", "goodbye", "ask_if_bot"}
# "it's W2378156", "order 10042 please": data with this many other words at most is an answer, whatever its intent.
DATA = ("order_number", "email")
BARE_WORDS = 2
MIN_ORDER_DIGITS = 3
# "1", "1 and 2", "number 3 please": in longer messages digits are not places in a list.
PLACE = re.compile(r"\b[1-9]\b")
PLACE_WORDS = 4
# A second reading below this confidence is none.
LIKELY_ENOUGH = 0.1


@dataclass(frozen=True)
class Heard:
    text: str
    intent: str
    # Every value of every entity, in the order of the text.
    entities: dict[str, list[str]]
    # Other intents that it may have meant, likeliest first; that of a frequent question has its id as `faq`.
    guesses: list[dict[str, Any]]
    # What stands behind a word that leaves something out: "the lamp" of "all of it except the lamp".
    left_out: str = ""

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Heard":
        message: dict[str, Any] = tracker.latest_message
        entities: dict[str, list[str]] = {}
        for entity in message.get("entities") or []:
            entities.setdefault(entity["entity"], []).append(str(entity["value"]))
        intent = (message.get("intent") or {}).get("name") or ""
        guesses = [guess for guess in message.get("intent_ranking") or [] if guess["name"] != intent]
        text = message.get("text") or ""
        if "all_but" in entities.get("change", ()):
            entities["extent"] = ["all"]
        return cls(text, intent, entities, guesses, _left_out(message.get("entities") or [], text))

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

    def places(self, asked: bool) -> list[str]:
        """The places in a list that were said; in the answer to our question digits will do."""
        named = self.entities.get("ordinal", [])
        if named or not asked or self.is_aside or len(self.text.split()) > PLACE_WORDS:
            return named
        return PLACE.findall(self.text)

    @property
    def second(self) -> str | None:
        """The next likeliest intent, if it is likely at all."""
        likely = [guess["name"] for guess in self.guesses[:1] if guess["confidence"] >= LIKELY_ENOUGH]
        return likely[0] if likely else None

    @property
    def is_aside(self) -> bool:
        return bool(self.intent) and self.intent not in ANSWERING

    @property
    def is_bare(self) -> bool:
        """Whether the message is hardly more than an order number or an e-mail address."""
        values = [value for entity in DATA for value in self.entities.get(entity, ())]
        rest = self.text
        for value in values:
            rest = rest.replace(value, " ")
        return bool(values) and len(rest.split()) <= BARE_WORDS

    @property
    def is_pressed(self) -> bool:
        """Whether it is a button: what is written always has other readings."""
        return not self.guesses

    @property
    def is_plain_yes(self) -> bool:
        """A yes that asks nothing back ("yes?") and does not look like a command ("/affirm")."""
        return self.intent == "affirm" and (self.is_pressed or not ("?" in self.text or self.text.strip().startswith("/")))


def _left_out(entities: list[dict[str, Any]], text: str) -> str:
    cuts = [entity for entity in entities if entity["entity"] == "change" and entity["value"] in {"leave_out", "all_but"}]
    if not cuts:
        return ""
    rest = text[cuts[0]["end"] :]
    # "not the lamp, the mug" still names the mug, but "all except the lamp, the mug" does not.
    return rest.partition(",")[0] if cuts[0]["value"] == "leave_out" else rest
