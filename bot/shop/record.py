"""The record of every change to the order store: who asked for what, and when. Rows are added and never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base


class Record(Base):
    __tablename__ = "records"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    # 'customer:<id>' or 'agent:<id>'.
    actor: Mapped[str]
    # The service that wrote, such as 'request_return'.
    action: Mapped[str]
    # None where the change is to the customer's own data.
    order_number: Mapped[str | None] = mapped_column(ForeignKey("orders.number"), index=True)
    # The customer's message that said yes: a turn that runs twice finds by it what was done already.
    message_id: Mapped[str | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
