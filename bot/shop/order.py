"""Orders, their lines, and what may still be done with them."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship, validates

from bot.shop.address import Address
from bot.shop.article_words import correct, name_words, option_words, telling, words_of
from bot.shop.customer import Customer, PaymentMethod
from bot.shop.money import Money
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.rma import Return, ReturnLine, ReturnState
from bot.shop.shipment import Shipment
from bot.shop.terms import Terms
from bot.tables import Base


class OrderStatus(Enum):
    PENDING = "pending"
    PROCESSED = "processed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


def normal_order_number(number: str) -> str:
    """Order numbers are compared by their letters and digits alone: '#w 2378156' is 'W2378156'."""
    return re.sub(r"[^0-9a-z]", "", number.casefold()).upper()


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

    @property
    def title(self) -> str:
        """As a customer tells it from the others: 'T-Shirt (blue, M)', '2 x Mug'."""
        options = ", ".join(self.options.values())
        counted = self.name if self.quantity == 1 else f"{self.quantity} x {self.name}"
        return f"{counted} ({options})" if options else counted

    @property
    def total(self) -> Money:
        return self.price * self.quantity

    @property
    def is_in_return(self) -> bool:
        """Whether a return that was not refused or withdrawn already covers this line."""
        return any(line.return_.state is not ReturnState.REFUSED for line in self.return_lines)


class Order(Base):
    __tablename__ = "orders"

    # As the shop writes it ('#W2378156'); looked up by its normal form.
    number: Mapped[str] = mapped_column(primary_key=True)
    normal_number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    status: Mapped[OrderStatus]
    # Dates that the shop does not know stay empty: nothing is made up for them.
    placed_at: Mapped[datetime | None]
    promised_on: Mapped[date | None]
    delivered_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    address: Mapped[Address] = composite(
        mapped_column("address_line1"),
        mapped_column("address_line2"),
        mapped_column("city"),
        mapped_column("region"),
        mapped_column("postcode"),
        mapped_column("country"),
    )
    customer: Mapped[Customer] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(back_populates="order", order_by=(OrderLine.position, OrderLine.id))
    shipments: Mapped[list[Shipment]] = relationship(order_by=Shipment.id)
    payments: Mapped[list[Payment]] = relationship(order_by=Payment.id)
    returns: Mapped[list[Return]] = relationship(back_populates="order", order_by=Return.requested_at)

    @validates("number")
    def _follow_number(self, key: str, number: str) -> str:
        self.normal_number = normal_order_number(number)
        return number

    @property
    def title(self) -> str:
        """The number and what is in it."""
        return f"{self.number}: {', '.join(line.name for line in self.lines)}"

    @property
    def total(self) -> Money:
        return Money.total(line.total for line in self.lines)

    @property
    def paid_with(self) -> PaymentMethod | None:
        """The payment method that was charged last, where the shop knows it."""
        charged = [payment.method for payment in self.payments if payment.direction is PaymentDirection.PAYMENT]
        return charged[-1] if charged else None

    def knows_postcode(self, postcode: str) -> bool:
        """Whether it is that of the delivery or of the customer's own address."""
        own = self.customer.address
        return self.address.has_postcode(postcode) or (own is not None and own.has_postcode(postcode))

    def mentions(self, text: str) -> bool:
        """Whether the text names one of the articles."""
        return any(self._names_said(text).values())

    def lines_named(self, text: str) -> list[OrderLine]:
        """The lines that the customer's words mean, in the order's order; none where they name nothing in it.

        Options tell articles of one kind apart ('the blue shirt') and, where no kind is named, name one ('the blue one').
        """
        said = words_of(text)
        names = self._names_said(text)
        options = {line: option_words(line.options) & said for line in self.lines}
        if any(names.values()):
            hits = {line: names[line] | options[line] for line in self.lines if names[line]}
        else:
            hits = {line: options[line] for line in self.lines if telling(options[line])}
        # 'smart watch' also says a word of the smart thermostat, but all that it says of it, it says of the watch.
        return [line for line, words in hits.items() if not any(words < other for other in hits.values())]

    def _names_said(self, text: str) -> dict[OrderLine, frozenset[str]]:
        named = {line: name_words(line.name) for line in self.lines}
        meant = correct(words_of(text), frozenset().union(*named.values()))
        return {line: words & meant for line, words in named.items()}

    def is_late(self, today: date) -> bool:
        """Whether the promised day has passed and the order is neither delivered nor cancelled."""
        if self.status in {OrderStatus.DELIVERED, OrderStatus.CANCELLED}:
            return False
        return self.promised_on is not None and today > self.promised_on

    def return_window_closes_on(self, terms: Terms) -> date | None:
        """The last day of the return window; None where the day of delivery is not known."""
        if self.delivered_at is None:
            return None
        return terms.day_of(self.delivered_at) + terms.return_window

    def is_in_return_window(self, today: date, terms: Terms) -> bool:
        """Whether a delivered order may still be returned; an unknown day of delivery speaks for the customer."""
        if self.status is not OrderStatus.DELIVERED:
            return False
        closes_on = self.return_window_closes_on(terms)
        return closes_on is None or today <= closes_on

    def returnable_lines(self, today: date, terms: Terms) -> list[OrderLine]:
        if not self.is_in_return_window(today, terms):
            return []
        return [line for line in self.lines if not line.is_in_return]
