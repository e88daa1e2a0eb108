"""What went wrong on a channel last, for the administrator who set it up."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base

# While it goes on, it is noted no more often than this.
NOTED_EVERY = timedelta(minutes=1)


class Trouble(Enum):
    # A delivery whose signature or secret is not the platform's.
    FORGED = "forged"
    # A delivery in a form that we do not know.
    NOT_UNDERSTOOD = "not_understood"
    # What customers wrote could not be fetched.
    NOT_FETCHED = "not_fetched"
    # An answer could not be sent.
    NOT_SENT = "not_sent"


class ChannelTrouble(Base):
    __tablename__ = "channel_troubles"

    channel: Mapped[str] = mapped_column(primary_key=True)
    trouble: Mapped[Trouble]
    # As the platform or the network said it.
    details: Mapped[str]
    at: Mapped[datetime]
