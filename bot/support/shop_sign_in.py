"""Customers who were logged in at the shop: by which of its tokens, and whether they have logged out since."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base


class ShopSignIn(Base):
    __tablename__ = "shop_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whoever holds the token itself is the customer, so only its digest is kept.
    jwt_digest: Mapped[str] = mapped_column(index=True)
    # None where the customer logged out and had never said a word.
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    # From then on the token is refused anyhow.
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
