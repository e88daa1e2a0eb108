"""How long customers waited, and when they come."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, cast, extract, func, select
from sqlalchemy.orm import Session

from bot.services.reports.period import Period
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

HOUR_SECONDS = 3600
# (weekday from Monday as 0, hour)
Hour = tuple[int, int]


def human_first_responses(db: Session, period: Period) -> list[timedelta]:
    """Of each handoff of the period's conversations: from the call for a human to the first word of one."""
    first = func.min(Message.at)
    query = (
        select(Handoff.requested_at, first)
        .join(Message, Message.conversation_id == Handoff.conversation_id)
        .where(
            Handoff.conversation_id.in_(period.conversation_ids),
            Message.sender == Sender.AGENT,
            Message.is_note.is_(False),
            Message.at >= Handoff.requested_at,
        )
        .group_by(Handoff.id, Handoff.requested_at)
    )
    return [spoken - requested for requested, spoken in db.execute(query).tuples()]


def human_resolutions(db: Session, period: Period) -> list[timedelta]:
    """Of each handoff that ended with an agent: from the call for a human to the end."""
    query = select(Handoff.requested_at, Handoff.ended_at).where(
        Handoff.conversation_id.in_(period.conversation_ids), Handoff.ended_at.is_not(None), Handoff.claimed_at.is_not(None)
    )
    return [ended - requested for requested, ended in db.execute(query).tuples() if ended is not None]


def load_by_hour(db: Session, period: Period, zone: ZoneInfo) -> Counter[Hour]:
    """How many messages customers wrote in each hour of the week, by the shop's clock."""
    hour = cast(extract("epoch", Message.at), BigInteger) // HOUR_SECONDS
    query = select(hour, func.count()).where(Message.sender == Sender.CUSTOMER, period.holds(Message.at)).group_by(hour)
    load: Counter[Hour] = Counter()
    for hours, messages in db.execute(query).tuples():
        local = datetime.fromtimestamp(int(hours) * HOUR_SECONDS, UTC).astimezone(zone)
        load[local.weekday(), local.hour] += messages
    return load
