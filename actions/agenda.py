"""The agenda: the customer's open requests, the one under discussion on top, those that wait in their order below it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.request import Known


@dataclass
class OpenRequest:
    name: str
    known: Known = field(default_factory=dict)
    # The need whose question the customer was asked last.
    asking: str | None = None
    # Whether it has been on top.
    begun: bool = False
    # Whether it is only wished for where the request above it cannot be ("if not, cancel it").
    otherwise: bool = False


class Agenda:
    def __init__(self, requests: list[OpenRequest]) -> None:
        self._requests = requests

    @classmethod
    def from_slot(cls, slot: list[dict[str, Any]] | None) -> "Agenda":
        return cls([OpenRequest(**request) for request in slot or []])

    def to_slot(self) -> list[dict[str, Any]]:
        """Copies to the ground, as they are stored."""
        slot: list[dict[str, Any]] = json.loads(json.dumps([vars(request) for request in self._requests]))
        return slot

    @property
    def open(self) -> list[OpenRequest]:
        """All of them, the one under discussion first."""
        return self._requests[::-1]

    @property
    def top(self) -> OpenRequest | None:
        return self._requests[-1] if self._requests else None

    @property
    def has_alternative(self) -> bool:
        """Whether something else is wished for where the top request cannot be."""
        return len(self._requests) > 1 and self._requests[-2].otherwise

    def raise_or_open(self, name: str) -> OpenRequest:
        """Put the request on top; one that waits below is gone on with, not begun again."""
        waiting = [request for request in self._requests if request.name == name]
        request = waiting[-1] if waiting else OpenRequest(name)
        self._requests = [other for other in self._requests if other is not request] + [request]
        return request

    def take_unbegun(self, name: str) -> OpenRequest | None:
        """Take one of this kind off that has waited only; said again, it is no second wish."""
        waiting = [request for request in self._requests if request.name == name and not request.begun]
        if not waiting:
            return None
        self._requests.remove(waiting[-1])
        return waiting[-1]

    def put_on_top(self, requests: Sequence[OpenRequest]) -> None:
        """Put several on top, the first of them uppermost."""
        self._requests += reversed(requests)

    def put_below_top(self, requests: Sequence[OpenRequest]) -> None:
        """Let several come next, the first of them first, when the top one is done."""
        self._requests[-1:-1] = reversed(requests)

    def drop_top(self) -> None:
        self._requests.pop()

    def give_up_top(self) -> None:
        """Drop the top request, and what was only wished for where it cannot be."""
        self.drop_top()
        self.drop_alternatives()

    def drop_alternatives(self) -> None:
        """Drop what was only wished for where the request that was on top cannot be."""
        while self._requests and self._requests[-1].otherwise:
            self._requests.pop()

    def clear(self) -> None:
        self._requests.clear()
