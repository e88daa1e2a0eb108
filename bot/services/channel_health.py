"""When each channel last worked, in either direction, and what went wrong on it last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.support.channel_trouble import NOTED_EVERY, ChannelTrouble, Trouble
from bot.support.delivery import Delivery, DeliveryState
from bot.support.message import Message, Sender
from bot.tables import table_of

TROUBLES = table_of(ChannelTrouble)
# As much of an error as a person reads.
DETAILS_CHARS = 200


@dataclass(frozen=True)
class Health:
    # When a customer last wrote there; when an answer last went out.
    last_in: datetime | None
    last_out: datetime | None
    trouble: ChannelTrouble | None

    @property
    def is_troubled(self) -> bool:
        """Whether nothing of the kind that failed has worked since."""
        if self.trouble is None:
            return False
        if self.trouble.trouble is Trouble.FORGED:
            # Where genuine ones arrive, forged ones are strangers' and no fault of the settings.
            return self.last_in is None
        since = self.last_out if self.trouble.trouble is Trouble.NOT_SENT else self.last_in
        return since is None or since < self.trouble.at


def note_trouble(db: Session, channel: str, trouble: Trouble, details: str, now: datetime) -> None:
    """Remember it as the channel's latest; the same, going on, once a minute."""
    known = db.get(ChannelTrouble, channel)
    if known is not None and known.trouble is trouble and now - known.at < NOTED_EVERY:
        return
    values = {"trouble": trouble, "details": details[:DETAILS_CHARS], "at": now}
    insert: Any = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    noted = insert(TROUBLES).values(channel=channel, **values)
    db.execute(noted.on_conflict_do_update(index_elements=["channel"], set_=values))


def health_of(db: Session, channels: Iterable[str]) -> dict[str, Health]:
    """By the channel's name."""
    return {name: Health(_last_in(db, name), _last_out(db, name), db.get(ChannelTrouble, name)) for name in channels}


def _last_in(db: Session, channel: str) -> datetime | None:
    return db.scalar(_latest(channel).where(Message.sender == Sender.CUSTOMER))


def _last_out(db: Session, channel: str) -> datetime | None:
    """Sent by the outbox; or read by who asked for it, where no delivery is made."""
    ours = _latest(channel).where(Message.sender != Sender.CUSTOMER, Message.is_note.is_(False))
    return db.scalar(
        ours.outerjoin(Delivery, Delivery.message_id == Message.id).where(
            Delivery.message_id.is_(None) | (Delivery.state == DeliveryState.SENT)
        )
    )


def _latest(channel: str) -> Select[tuple[datetime]]:
    return select(Message.at).where(Message.channel == channel).order_by(Message.seq.desc()).limit(1)
