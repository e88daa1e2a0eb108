"""A span of days, as a message names it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Days:
    """From the first to the last, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, said: str) -> "Days":
        """Of ISO 8601: "2024-03-05", or "2024-03-01/2024-03-07"."""
        first, _, last = said.partition("/")
        return cls(date.fromisoformat(first), date.fromisoformat(last or first))

    def until(self, day: date) -> "Days":
        """Without what comes after the day, as far as it began by then."""
        return Days(self.first, max(self.first, min(self.last, day)))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last
