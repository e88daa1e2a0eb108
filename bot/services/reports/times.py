"""How long customers waited, and when they come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, cast, extract, func, select
from sqlalchemy.orm import Session, defer

from bot.services.reports.period import Period
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

HOUR_SECONDS = 3600
# (weekday from Monday as 0, hour)
Hour = tuple[int, int]


def handoffs_of(db: Session, period: Period) -> Sequence[Handoff]:
    """Of the period's conversations, without their packets."""
    query = select(Handoff).where(Handoff.conversation_id.in_(period.conversation_ids)).options(defer(Handoff.packet))
    return db.scalars(query).all()


def first_responses(handoffs: Iterable[Handoff]) -> list[timedelta]:
    """From each call for a human to the first word of one."""
    return [handoff.answered_at - handoff.requested_at for handoff in handoffs if handoff.answered_at is not None]


def resolutions(handoffs: Iterable[Handoff]) -> list[timedelta]:
    """Of each handoff that ended with an agent: from the call for a human to the end."""
    return [one.ended_at - one.requested_at for one in handoffs if one.ended_at is not None and one.claimed_at is not None]


def load_by_hour(db: Session, period: Period, zone: ZoneInfo) -> Counter[Hour]:
    """How many messages customers wrote in each hour of the week, by the shop's clock."""
    hour = cast(extract("epoch", Message.at), BigInteger) // HOUR_SECONDS
    query = select(hour, func.count()).where(Message.sender == Sender.CUSTOMER, period.holds(Message.at)).group_by(hour)
    load: Counter[Hour] = Counter()
    for hours, messages in db.execute(query).tuples():
        local = datetime.fromtimestamp(int(hours) * HOUR_SECONDS, UTC).astimezone(zone)
        load[local.weekday(), local.hour] += messages
    return load
