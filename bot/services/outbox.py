"""The outbox: replies that are stored and still to be sent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.support.delivery import Delivery, DeliveryState


def due(db: Session, now: datetime, limit: int = 100) -> list[Delivery]:
    """Deliveries to try now, in the order in which the messages were stored.

    Where the database can, each is locked for the caller's transaction, so that two processes do not send the same one.
    """
    query = (
        select(Delivery)
        .join(Delivery.message)
        .options(joinedload(Delivery.message, innerjoin=True))
        .where(Delivery.state == DeliveryState.DUE, Delivery.next_try_at <= now)
        .order_by(Delivery.next_try_at)
        .limit(limit)
        .with_for_update(of=Delivery, skip_locked=True)
    )
    deliveries = list(db.scalars(query))
    return sorted(deliveries, key=lambda delivery: delivery.message.seq)
