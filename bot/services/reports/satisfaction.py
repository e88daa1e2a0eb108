"""How content customers were, with whom and with what, and whether the shop's promises were kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.reports.outcomes import Ended
from bot.services.reports.period import Period
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.kept import Kept
from bot.support.promise import Promise, PromiseKind
from bot.support.rating import Rating

REPEAT_WITHIN = timedelta(days=7)


class Server(Enum):
    """Who served the customer when they rated."""

    ASSISTANT = "assistant"
    HUMAN = "human"


@dataclass(frozen=True)
class Satisfaction:
    ratings: int
    # Of 10, over those who gave a number; None where nobody did.
    average: float | None
    # By number or tone.
    unhappy: int


def satisfaction_by_server(db: Session, period: Period) -> dict[Server, Satisfaction]:
    claimed = func.min(Handoff.claimed_at).label("claimed_at")
    served = select(Handoff.conversation_id, claimed).group_by(Handoff.conversation_id).subquery()
    query = (
        select(Rating, served.c.claimed_at)
        .outerjoin(served, served.c.conversation_id == Rating.conversation_id)
        .where(Rating.conversation_id.in_(period.conversation_ids))
    )
    groups: defaultdict[Server, list[Rating]] = defaultdict(list)
    for rating, came in db.execute(query).tuples():
        groups[Server.HUMAN if came is not None and came <= rating.rated_at else Server.ASSISTANT].append(rating)
    return {server: summed(groups[server]) for server in Server}


def satisfaction_by_request(db: Session, period: Period) -> dict[str, Satisfaction]:
    """By what was settled ('start_return'), the most rated first."""
    groups: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in db.scalars(select(Rating).where(Rating.conversation_id.in_(period.conversation_ids))):
        groups[rating.request].append(rating)
    return {request: summed(groups[request]) for request in sorted(groups, key=lambda name: (-len(groups[name]), name))}


def promises_kept(db: Session, period: Period, now: datetime) -> dict[PromiseKind, Kept]:
    """Of the promises that were made in the period."""
    groups: defaultdict[PromiseKind, list[Promise]] = defaultdict(list)
    for promise in db.scalars(select(Promise).where(period.holds(Promise.made_at))):
        groups[promise.kind].append(promise)
    return {kind: _counted(groups[kind], now) for kind in PromiseKind}


def repeat_contacts(db: Session, ended: Iterable[Ended]) -> tuple[int, int]:
    """How many of the known customers' conversations were followed by another within a week, and of how many."""
    known = [one for one in ended if one.customer_id is not None]
    if not known:
        return 0, 0
    first = min(one.opened_at for one in known)
    query = (
        select(Conversation.customer_id, Conversation.opened_at)
        .where(Conversation.opened_at >= first, Conversation.customer_id.is_not(None))
        .order_by(Conversation.customer_id, Conversation.opened_at)
    )
    openings: defaultdict[str | None, list[datetime]] = defaultdict(list)
    for customer_id, opened_at in db.execute(query).tuples():
        openings[customer_id].append(opened_at)
    repeated = sum(
        any(one.opened_at < later <= one.opened_at + REPEAT_WITHIN for later in openings[one.customer_id]) for one in known
    )
    return repeated, len(known)


def summed(ratings: list[Rating]) -> Satisfaction:
    scores = [rating.score for rating in ratings if rating.score is not None]
    average = sum(scores) / len(scores) if scores else None
    return Satisfaction(len(ratings), average, sum(rating.is_unhappy for rating in ratings))


def _counted(promises: list[Promise], now: datetime) -> Kept:
    broken = sum(promise.is_broken(now) for promise in promises)
    kept = sum(promise.kept_at is not None and not promise.is_broken(now) for promise in promises)
    return Kept(kept, broken, len(promises) - kept - broken)
