"""Orders, and what may still be done with them."""

import re
from datetime import date, datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship, validates

from bot.shop.address import Address
from bot.shop.article_words import correct, name_words, option_words, telling, words_of
from bot.shop.customer import Customer, PaymentMethod
from bot.shop.exchange import Exchange
from bot.shop.money import Money
from bot.shop.order_line import OrderLine, PriceDrop
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.rma import Return, ReturnState
from bot.shop.shipment import Shipment
from bot.shop.terms import Terms
from bot.tables import Base


class CancelReason(Enum):
    NO_LONGER_NEEDED = "no_longer_needed"
    ORDERED_BY_MISTAKE = "ordered_by_mistake"


class OrderStatus(Enum):
    PENDING = "pending"
    PROCESSED = "processed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


def normal_order_number(number: str) -> str:
    """Order numbers are compared by their letters and digits alone: '#w 2378156' is 'W2378156'."""
    return re.sub(r"[^0-9a-z]", "", number.casefold()).upper()


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
    # When it is expected now, where that is no longer the promised day.
    expected_on: Mapped[date | None]
    delivered_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[CancelReason | None]
    # Articles are changed once; after that the order is neither changed in its articles nor cancelled.
    items_changed_at: Mapped[datetime | None]
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
    payments: Mapped[list[Payment]] = relationship(order_by=(Payment.at.asc().nulls_first(), Payment.id))
    returns: Mapped[list[Return]] = relationship(back_populates="order", order_by=Return.requested_at)
    exchanges: Mapped[list[Exchange]] = relationship(back_populates="order", order_by=Exchange.requested_at)

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
        charged = [payment.method for payment in self.payments if payment.is_charge and payment.problem is None]
        return charged[-1] if charged else None

    def is_numbered(self, number: str) -> bool:
        """Whether this is its number, however it is written."""
        return normal_order_number(number) == self.normal_number

    @property
    def is_pending(self) -> bool:
        return self.status is OrderStatus.PENDING

    @property
    def is_cancelled(self) -> bool:
        return self.status is OrderStatus.CANCELLED

    @property
    def can_be_cancelled(self) -> bool:
        return self.is_pending and self.items_changed_at is None

    @property
    def can_change_items(self) -> bool:
        return self.is_pending and self.items_changed_at is None

    @property
    def is_in_return(self) -> bool:
        """Whether a return was asked for that was not refused or withdrawn."""
        return any(return_.state is not ReturnState.REFUSED for return_ in self.returns)

    @property
    def is_in_exchange(self) -> bool:
        """Whether an exchange was asked for that was not refused."""
        return any(exchange.is_open for exchange in self.exchanges)

    def refund_methods(self) -> list[PaymentMethod]:
        """Where a refund may go: the ways it was paid, the last one first, and the customer's gift cards."""
        paid = [method for method, _ in reversed(self.held_payments()) if method is not None]
        gift_cards = [method for method in self.customer.payment_methods if method.is_gift_card]
        return list(dict.fromkeys([*paid, *gift_cards]))

    def key_of(self, message_id: str) -> str:
        """What a message did with this order is found again by it; one message may settle requests about two orders."""
        return f"{message_id}/{self.number}"

    def held_payments(self) -> list[tuple[PaymentMethod | None, Money]]:
        """What the shop holds of each payment method: paid and not refunded, in the order of the payments."""
        held: dict[PaymentMethod | None, Money] = {}
        for payment in self.payments:
            if payment.problem is not None:
                continue
            held[payment.method] = held[payment.method] + payment.signed if payment.method in held else payment.signed
        return [(method, amount) for method, amount in held.items() if amount.is_positive]

    def charge(self, method: PaymentMethod | None, amount: Money, now: datetime) -> None:
        """Book a payment; raises ValueError where a gift card does not cover it."""
        if method is not None:
            if not method.covers(amount):
                raise ValueError(f"{method.id} does not cover the amount")
            method.charge(amount)
        self.payments.append(Payment(direction=PaymentDirection.PAYMENT, amount=amount, method=method, at=now))

    def refund(self, method: PaymentMethod | None, amount: Money, now: datetime) -> None:
        """Book a refund."""
        if method is not None:
            method.refund(amount)
        self.payments.append(Payment(direction=PaymentDirection.REFUND, amount=amount, method=method, at=now))

    def cancel(self, reason: CancelReason, now: datetime) -> None:
        """Cancel it and give back all that was paid, the way it was paid."""
        for method, amount in self.held_payments():
            self.refund(method, amount, now)
        self.status = OrderStatus.CANCELLED
        self.cancel_reason = reason
        self.cancelled_at = now

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

    def days_late(self, today: date) -> int:
        """Days since the promised one; 0 while it is not late."""
        return (today - self.promised_on).days if self.is_late(today) and self.promised_on else 0

    def price_drops(self, today: date, terms: Terms) -> list[PriceDrop]:
        """Articles that became cheaper within the price protection; none where the day of the order is not known."""
        if self.is_cancelled or self.placed_at is None or self.is_in_exchange:
            return []
        if today > terms.day_of(self.placed_at) + terms.price_protection:
            return []
        kept = [line for line in self.lines if not line.has_returns]
        return [PriceDrop(line, line.variant.price) for line in kept if line.variant and line.is_dearer_than(line.variant)]

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
        if self.is_in_exchange or not self.is_in_return_window(today, terms):
            return []
        return [line for line in self.lines if not line.is_in_return]
