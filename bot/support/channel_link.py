"""Links by which a customer whom the shop signed in begins to write on another channel, and is known there."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base

# Long enough to take up the telephone.
LINK_LIFE = timedelta(minutes=10)


class ChannelLink(Base):
    __tablename__ = "channel_links"

    # Whoever holds the token itself is the customer, so only its digest is kept.
    token_digest: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    # Of the shop's token: who signs out with it takes the link back.
    jwt_digest: Mapped[str]
    expires_at: Mapped[datetime]
    # It opens once.
    used_at: Mapped[datetime | None]
