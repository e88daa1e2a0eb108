"""Wrong proofs of identity, counted so that nobody can guess their way to an order."""

from datetime import datetime, timedelta

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base

ATTEMPT_WINDOW = timedelta(hours=1)
MAX_PER_CONVERSATION = 5
# Over all conversations, for one order number, e-mail address or postcode.
MAX_PER_CLAIM = 10


class FailedProof(Base):
    __tablename__ = "failed_proofs"
    __table_args__ = (Index("ix_failed_proofs_claim_at", "claim", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim: Mapped[str]
    at: Mapped[datetime]
