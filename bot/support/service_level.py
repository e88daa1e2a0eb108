"""How quickly people at the desk mean to help, counted in office hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.shop.office_hours import OfficeHours
from bot.shop.terms import Terms
from bot.support.handoff import Handoff, Priority
from bot.support.kept import Kept


class Target(Enum):
    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class Clock:
    """What runs for a conversation that humans have to settle."""

    target: Target
    # Of office hours; below zero where the time is over.
    left: timedelta

    @property
    def is_overdue(self) -> bool:
        return self.left < timedelta()


@dataclass(frozen=True)
class ServiceLevel:
    """The terms of the desk."""

    # From the call for a human to the first word of one, and to the end.
    first_response: timedelta
    resolution: timedelta
    # Who waits this long for a word goes up in the lists.
    unanswered: timedelta
    hours: OfficeHours

    @classmethod
    def of(cls, terms: Terms) -> "ServiceLevel":
        return cls(terms.first_response, terms.resolution, terms.unanswered, terms.office_hours)

    def length(self, target: Target) -> timedelta:
        return self.first_response if target is Target.FIRST_RESPONSE else self.resolution

    def clock(self, handoff: Handoff, now: datetime) -> Clock:
        """The first word is due before the end; where an agent came unasked, the end alone."""
        awaits_word = handoff.is_called_for and handoff.answered_at is None
        target = Target.FIRST_RESPONSE if awaits_word else Target.RESOLUTION
        return Clock(target, self._left(target, handoff, now))

    def is_unanswered(self, handoff: Handoff, now: datetime) -> bool:
        """Whether the customer has waited too long for a word."""
        since = handoff.unanswered_since
        return since is not None and since <= self.too_long_since(now)

    def too_long_since(self, now: datetime) -> datetime:
        """Who waits for a word since then, or longer, has waited too long."""
        return self.hours.before(now, self.unanswered)

    def priority(self, handoff: Handoff, now: datetime) -> Priority:
        """Who has waited too long is not left behind those who come new."""
        return min(handoff.priority, Priority.HIGH) if self.is_unanswered(handoff, now) else handoff.priority

    def kept(self, target: Target, handoffs: Iterable[Handoff], now: datetime) -> Kept:
        """How often the target was kept; one that ended without a word was answered by its end."""
        kept = broken = still_open = 0
        for handoff in handoffs:
            if target is Target.FIRST_RESPONSE and not handoff.is_called_for:
                continue
            reached = self._reached(target, handoff)
            if self._left(target, handoff, reached or now) < timedelta():
                broken += 1
            elif reached:
                kept += 1
            else:
                still_open += 1
        return Kept(kept, broken, still_open)

    def _left(self, target: Target, handoff: Handoff, moment: datetime) -> timedelta:
        return self.length(target) - self.hours.between(handoff.requested_at, moment)

    def _reached(self, target: Target, handoff: Handoff) -> datetime | None:
        return handoff.answered_at or handoff.ended_at if target is Target.FIRST_RESPONSE else handoff.ended_at
