"""Links to invoices: whoever holds one can fetch that one document, for a short while."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.shop.order import Order
from bot.tables import Base

# Long enough to fetch it, print it and fetch it again.
LINK_LIFE = timedelta(hours=1)


class InvoiceLink(Base):
    __tablename__ = "invoice_links"

    # The token carries 128 random bits, so a plain digest keeps it safe in the database.
    token_digest: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    # In which the invoice is written.
    language: Mapped[str]
    expires_at: Mapped[datetime]
    order: Mapped[Order] = relationship()
