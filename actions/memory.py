"""What the talk remembers beside its open requests, so that nothing is asked twice."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Memory:
    # The order that was talked about last: what "it" means.
    order: str | None = None
    # What was asked about it: what "and the mug too" means.
    request: str | None = None
    # What a customer who is not known yet said of themselves.
    claim: dict[str, str] = field(default_factory=dict)
    wrong_proofs: int = 0

    @classmethod
    def from_slot(cls, slot: dict[str, Any] | None) -> "Memory":
        return cls(**slot or {})

    def to_slot(self) -> dict[str, Any]:
        return asdict(self)
