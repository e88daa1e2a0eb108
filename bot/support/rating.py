"""How content a customer is with what was settled: a number and the tone of the words that came with it."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, new_id

LOWEST, HIGHEST = 0, 10
# As the net promoter score counts detractors.
UNHAPPY_UP_TO = 6


class Tone(Enum):
    WARM = "warm"
    NEUTRAL = "neutral"
    # 'fine.'
    CURT = "curt"
    SOUR = "sour"


class Rating(Base):
    __tablename__ = "ratings"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    # What was settled, such as 'start_return'.
    request: Mapped[str]
    # 0 to 10; None where the customer answered in words alone.
    score: Mapped[int | None]
    tone: Mapped[Tone]
    comment: Mapped[str | None]
    rated_at: Mapped[datetime] = mapped_column(index=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)

    @property
    def is_unhappy(self) -> bool:
        """Whether to ask what was wrong: a low number, or a tone that belies a good one."""
        if self.tone in {Tone.CURT, Tone.SOUR}:
            return True
        return self.score is not None and self.score <= UNHAPPY_UP_TO
