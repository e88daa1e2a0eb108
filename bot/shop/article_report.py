"""Reports of articles that did not arrive as ordered: missing, damaged, wrong or not genuine. They cost the customer nothing."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.reference import new_reference
from bot.tables import Base


class Fault(Enum):
    MISSING = "missing"
    DAMAGED = "damaged"
    WRONG = "wrong"
    FAKE = "fake"


class Wish(Enum):
    REPLACEMENT = "replacement"
    REFUND = "refund"


class ReportState(Enum):
    OPEN = "open"
    SETTLED = "settled"
    REFUSED = "refused"


class ReportLine(Base):
    __tablename__ = "article_report_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(ForeignKey("article_reports.reference"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    order_line: Mapped[OrderLine] = relationship()


class ArticleReport(Base):
    __tablename__ = "article_reports"

    reference: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_reference("R"))
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    fault: Mapped[Fault]
    # None where the customer leaves it to the shop.
    wish: Mapped[Wish | None]
    # In the customer's words.
    note: Mapped[str]
    state: Mapped[ReportState] = mapped_column(index=True)
    reported_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    order: Mapped[Order] = relationship()
    lines: Mapped[list[ReportLine]] = relationship(order_by=ReportLine.id)
