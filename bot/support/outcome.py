"""How a conversation ended. Each has exactly one outcome, so that they add up to all conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

# A customer who has said nothing for so long is not coming back to this talk.
OVER_AFTER = timedelta(hours=1)


class Outcome(Enum):
    # The assistant settled it, and the customer said that it is well.
    CONFIRMED = "confirmed"
    # The assistant answered, and the customer said nothing more.
    SILENT = "silent"
    # A human was called, or came.
    HANDED_OVER = "handed_over"
    # The customer left a question of the assistant's unanswered, was not content, or never said a word.
    ABANDONED = "abandoned"
    # It is not over yet.
    RUNNING = "running"


@dataclass(frozen=True)
class Course:
    """What an outcome is judged by."""

    last_at: datetime
    was_handed_over: bool = False
    is_closed: bool = False
    has_spoken: bool = True
    # By a rating, or by thanks at the end.
    is_content: bool = False
    is_unhappy: bool = False
    # The assistant asked last.
    is_asked: bool = False

    def outcome(self, now: datetime) -> Outcome:
        if self.was_handed_over:
            return Outcome.HANDED_OVER
        if not self.is_closed and now - self.last_at < OVER_AFTER:
            return Outcome.RUNNING
        if self.is_unhappy or not self.has_spoken:
            return Outcome.ABANDONED
        if self.is_content:
            return Outcome.CONFIRMED
        return Outcome.ABANDONED if self.is_asked else Outcome.SILENT
