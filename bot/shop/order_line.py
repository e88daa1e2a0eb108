"""Articles as they were ordered."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, foreign, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from bot.shop import option_values
from bot.shop.money import Money
from bot.shop.product import Variant
from bot.shop.rma import ReturnLine, ReturnState
from bot.shop.shipment import Shipment
from bot.tables import Base, table_of

if TYPE_CHECKING:
    from bot.shop.order import Order


# What was ordered leads to all that is of its product, in one statement.
ORDERED = table_of(Variant).alias("ordered")


class OrderLine(Base):
    """An article as it was ordered: its name and price then, whatever the catalogue says now."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    position: Mapped[int]
    sku: Mapped[str]
    name: Mapped[str]
    options: Mapped[dict[str, str]]
    quantity: Mapped[int] = mapped_column(default=1)
    price_amount: Mapped[Decimal]
    price_currency: Mapped[str]
    price: Mapped[Money] = composite("price_amount", "price_currency")
    # The parcel that it travels in, once there is one.
    shipment_id: Mapped[str | None] = mapped_column(ForeignKey("shipments.id"), index=True)
    order: Mapped["Order"] = relationship(back_populates="lines")
    shipment: Mapped[Shipment | None] = relationship(back_populates="lines")
    return_lines: Mapped[list[ReturnLine]] = relationship(back_populates="order_line")
    # As the catalogue has it today, if it still does.
    variant: Mapped[Variant | None] = relationship(primaryjoin=lambda: foreign(OrderLine.sku) == Variant.sku, viewonly=True)
    # All variants of its product today; none where the catalogue no longer has this one.
    variants: Mapped[list[Variant]] = relationship(
        secondary=ORDERED,
        primaryjoin=lambda: OrderLine.sku == foreign(ORDERED.c.sku),
        secondaryjoin=lambda: foreign(ORDERED.c.product_id) == Variant.product_id,
        order_by=Variant.sku,
        viewonly=True,
    )

    @property
    def title(self) -> str:
        """As a customer tells it from the others: 'T-Shirt (blue, M)', '2 x Mug'."""
        return self.title_of(self.quantity)

    def title_of(self, pieces: int) -> str:
        """So many of it: '2 x Mug' out of three."""
        return self.article if pieces == 1 else f"{pieces} x {self.article}"

    @property
    def article(self) -> str:
        """One of them."""
        return f"{self.name} ({self.options_in_words})" if self.options else self.name

    @property
    def options_in_words(self) -> str:
        """'9, leather, waterproof: yes'."""
        return option_values.in_words(self.options)

    @property
    def total(self) -> Money:
        return self.price * self.quantity

    @property
    def returnable_quantity(self) -> int:
        """How many of it no return covers that was not refused or withdrawn."""
        returned = (line.quantity for line in self.return_lines if line.return_.state is not ReturnState.REFUSED)
        return self.quantity - sum(returned)

    @property
    def is_in_return(self) -> bool:
        """Whether returns that were not refused or withdrawn already cover all of this line."""
        return self.returnable_quantity < 1

    @property
    def has_returns(self) -> bool:
        return self.returnable_quantity < self.quantity

    def is_dearer_than(self, variant: Variant) -> bool:
        return self.price.currency == variant.price.currency and self.price.amount > variant.price.amount

    def split(self, quantity: int) -> "OrderLine":
        """Move so many of its articles to a new line beside it."""
        self.quantity -= quantity
        copied = {name: getattr(self, name) for name in ("position", "sku", "name", "options", "price", "shipment")}
        line = OrderLine(quantity=quantity, **copied)
        self.order.lines.append(line)
        return line

    def become(self, variant: Variant) -> None:
        """Hold another variant, at its price of today."""
        self.sku, self.options, self.price = variant.sku, variant.options, variant.price
        self.name = variant.product.name
        set_committed_value(self, "variant", variant)


@dataclass(frozen=True)
class PriceDrop:
    """An article that costs less today than was paid for it."""

    line: OrderLine
    price_now: Money

    @property
    def refund(self) -> Money:
        return (self.line.price - self.price_now) * self.line.quantity
