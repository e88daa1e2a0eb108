"""The agenda: the customer's open requests, the one under discussion on top."""

from dataclasses import asdict, dataclass, field
from typing import Any

from actions.request import Known


@dataclass
class OpenRequest:
    name: str
    known: Known = field(default_factory=dict)
    # The need whose question the customer was asked last.
    asking: str | None = None


class Agenda:
    def __init__(self, requests: list[OpenRequest]) -> None:
        self._requests = requests

    @classmethod
    def from_slot(cls, slot: list[dict[str, Any]] | None) -> "Agenda":
        return cls([OpenRequest(**request) for request in slot or []])

    def to_slot(self) -> list[dict[str, Any]]:
        return [asdict(request) for request in self._requests]

    @property
    def top(self) -> OpenRequest | None:
        return self._requests[-1] if self._requests else None

    def raise_or_open(self, name: str) -> OpenRequest:
        """Put the request on top; one that waits below is gone on with, not begun again."""
        waiting = [request for request in self._requests if request.name == name]
        request = waiting[0] if waiting else OpenRequest(name)
        self._requests = [other for other in self._requests if other is not request] + [request]
        return request

    def drop_top(self) -> None:
        self._requests.pop()

    def clear(self) -> None:
        self._requests.clear()
