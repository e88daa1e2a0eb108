"""The five things by which customers judge a service. Keeping the promise weighs more than the four others together."""

from enum import Enum

from bot.support.answer_words import meant


class Factor(Enum):
    # The promise is kept: what was said, when it was said.
    RELIABILITY = "reliability"
    RESPONSIVENESS = "responsiveness"
    # Who answers knows, and can be trusted.
    ASSURANCE = "assurance"
    EMPATHY = "empathy"
    # What can be seen and touched: goods, packing, pages.
    TANGIBLES = "tangibles"

    @property
    def weight(self) -> int:
        """Of ten."""
        return 6 if self is Factor.RELIABILITY else 1


def factor_in(comment: str | None) -> Factor | None:
    """What the words of a rating name first; None where they name none of the five."""
    named = meant("factor", comment or "")
    return Factor(named[0]) if named else None
