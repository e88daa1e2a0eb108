"""What the server still has to do, as its store tells."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.delivery import Delivery, DeliveryState
from bot.support.message import Message

LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Pending:
    unanswered: int
    unsent: int

    def __bool__(self) -> bool:
        return bool(self.unanswered or self.unsent)


def pending(database: Database) -> Pending:
    with database.session() as db:
        unanswered = db.scalar(select(func.count()).where(Message.handled_at.is_(None)).select_from(Message))
        unsent = db.scalar(select(func.count()).where(Delivery.state == DeliveryState.DUE).select_from(Delivery))
    return Pending(unanswered or 0, unsent or 0)


async def until_done(database: Database, seconds: float, still_after: float | None = None) -> None:
    """Until nothing is left, or this time is over.

    What nobody has sent `still_after` so many seconds in which nothing moved is what dead processes had claimed: it is due
    at once, instead of when their claims run out.
    """
    clock = asyncio.get_running_loop().time
    deadline, moved_at, last = clock() + seconds, clock(), pending(database)
    while last and clock() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
        now = await asyncio.to_thread(pending, database)
        if now != last:
            moved_at, last = clock(), now
        elif still_after is not None and clock() - moved_at > still_after:
            await asyncio.to_thread(_give_up_claims, database, utc_now())
            moved_at = clock()


def _give_up_claims(database: Database, now: datetime) -> None:
    with database.session() as db:
        db.execute(update(Delivery).where(Delivery.state == DeliveryState.DUE).values(next_try_at=now))
