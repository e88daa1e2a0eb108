"""Whether confidence means what it says: of the answers given with 0.8, are eight of ten right?"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluate.score import Answer

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies between two tenths."""

    lowest: float
    highest: float
    answers: int
    confidence: float
    accuracy: float

    @property
    def gap(self) -> float:
        """Above 0 where it is surer than it may be."""
        return self.confidence - self.accuracy


def bins(given: Sequence[Answer], number: int = BINS) -> list[Bin]:
    """Bins of equal width from 0 to 1 with at least one answer, the least sure first; a bound belongs to the bin above it."""
    found = []
    for index in range(number):
        inside = [answer for answer in given if min(int(answer.heard.confidence * number), number - 1) == index]
        if inside:
            confidence = sum(answer.heard.confidence for answer in inside) / len(inside)
            right = sum(answer.is_right for answer in inside) / len(inside)
            found.append(Bin(index / number, (index + 1) / number, len(inside), confidence, right))
    return found


def expected_calibration_error(found: Sequence[Bin]) -> float:
    """Mean distance between confidence and accuracy, every bin as heavy as it has answers (Naeini et al., 2015)."""
    answers = sum(one.answers for one in found)
    return sum(abs(one.gap) * one.answers for one in found) / answers if answers else 0.0
