"""What the talk remembers beside its open requests, so that nothing is asked twice."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    # The order that was talked about last: what "it" means.
    order: str | None = None
    # Its articles that were talked about last, where not all of it was.
    articles: list[int] = field(default_factory=list)
    # What was asked about it: what "and the mug too" means.
    request: str | None = None
    # What a customer who is not known yet said of themselves.
    claim: dict[str, str] = field(default_factory=dict)
    # The last claim that proved nothing.
    unproved: dict[str, str] = field(default_factory=dict)
    wrong_proofs: int = 0
    # The payment method that an order was put on last: "the same for the other one".
    method: str | None = None
    # The address that was set last: "the same for my other order".
    address: dict[str, str] | None = None
    # Addresses that this talk replaced: of orders by number, the customer's own under "".
    former_addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    # What was refused, latest last: {"intent", "response", "values"}; an agent who takes over reads it.
    refused: list[dict[str, Any]] = field(default_factory=list)
    # What was done after a yes, in order: {"request", "about"}, the articles or orders.
    done: list[dict[str, Any]] = field(default_factory=list)
    # The request that was settled last.
    settled: str | None = None
    # What only the next message can answer: an open request of a kind that may be passed over, as the agenda keeps it.
    invitation: dict[str, Any] | None = None
    # Kinds of invitation that were made: none is made twice.
    invited: list[str] = field(default_factory=list)
    # The products of the catalogue that were asked about last: "is there one in blue?"
    products: list[str] = field(default_factory=list)
    # In which words, where these told some of its variants from others: what "that one" means.
    product_words: str = ""

    @classmethod
    def from_slot(cls, slot: dict[str, Any] | None) -> "Memory":
        return cls(**slot or {})

    def to_slot(self) -> dict[str, Any]:
        """A copy to the ground, as it is stored."""
        slot: dict[str, Any] = json.loads(json.dumps(vars(self)))
        return slot
