"""What was found in a text, before it becomes Rasa's entities."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Found by looks alone, so that whatever else claims the same digits is right.
BY_LOOKS = frozenset({"phone"})
# One word may be several of these at once: "laptop" is a product, and what a backpack has room for.
OF_CATALOGUE = frozenset({"product", "option"})


@dataclass(frozen=True)
class Finding:
    entity: str
    # Characters of the text.
    start: int
    end: int
    value: str
    role: str | None = None
    # Of an option's value: the option, where there is only one with this value.
    option: str | None = None

    def overlaps(self, other: "Finding") -> bool:
        return self.start < other.end and other.start < self.end

    def goes_with(self, other: "Finding") -> bool:
        """Whether both may be said of the same words."""
        same_place = (self.start, self.end) == (other.start, other.end)
        return same_place and self != other and {self.entity, other.entity} <= OF_CATALOGUE

    def as_entity(self) -> dict[str, Any]:
        entity = {"entity": self.entity, "value": self.value, "start": self.start, "end": self.end}
        extra = {"role": self.role, "option": self.option}
        return entity | {name: value for name, value in extra.items() if value is not None}


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The longest findings, of equally long ones the first, in the order of the text."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.entity in BY_LOOKS, found.start - found.end, found.start)):
        if all(finding.goes_with(other) or not finding.overlaps(other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda found: found.start)
