"""Parcels on their way to a customer."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.tables import Base, new_id

if TYPE_CHECKING:
    from bot.shop.order_line import OrderLine


class Shipment(Base):
    __tablename__ = "shipments"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    carrier: Mapped[str | None]
    tracking_number: Mapped[str | None]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="shipment", order_by="OrderLine.position")
