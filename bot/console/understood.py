"""What the assistant took a customer's message for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Understanding:
    intent: str
    # Between 0 and 1; None where the engine gave none.
    confidence: float | None
    # (name, value) in the order of the text; an option's value is named by its option, and the old and the new one as such.
    entities: list[tuple[str, str]]
    # Whether the message was taken as it stands, whatever it was understood as: it answered a question, or is only a file.
    is_taken: bool

    @property
    def percent(self) -> str:
        return "" if self.confidence is None else f"{self.confidence:.0%}"


def understanding(parse: Mapping[str, Any]) -> Understanding:
    """Reads Rasa's parse: {"intent": {"name", "confidence"}, "entities": [{"entity", "value", ...}]}; what is absent is empty."""
    intent = parse.get("intent") or {}
    return Understanding(
        intent=intent.get("name") or "nothing",
        confidence=intent.get("confidence"),
        is_taken=bool(parse.get("taken")),
        entities=[(_name(entity), str(entity["value"])) for entity in parse.get("entities") or []],
    )


def _name(entity: Mapping[str, Any]) -> str:
    """`order_number`, `colour`, `old colour`."""
    name = str(entity.get("option") or entity["entity"])
    return f"{entity['role']} {name}" if entity.get("role") else name
