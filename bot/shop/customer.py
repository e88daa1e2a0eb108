"""Customers of the shop and the ways they pay."""

import re
import unicodedata
from decimal import Decimal
from enum import Enum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship, validates

from bot.shop.address import Address, normal_postcode
from bot.shop.money import Money
from bot.tables import Base

# Between names and other words there may be points and commas.
NO_POINTS = str.maketrans(dict.fromkeys(",.;:!?()", " "))


def normal_name(name: str) -> str:
    """Names are compared without case, accents and doubled spaces."""
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def normal_email(email: str) -> str:
    """E-mail addresses are kept and compared without case and outer spaces."""
    return email.strip().casefold()


class PaymentKind(Enum):
    CREDIT_CARD = "credit_card"
    PAYPAL = "paypal"
    GIFT_CARD = "gift_card"
    BANK_TRANSFER = "bank_transfer"
    OTHER = "other"


class PaymentMethod(Base):
    __tablename__ = "payment_methods"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[PaymentKind]
    brand: Mapped[str | None]
    last_four: Mapped[str | None]
    # What is left on a gift card; other kinds have none.
    balance_amount: Mapped[Decimal | None]
    balance_currency: Mapped[str | None]
    balance: Mapped[Money | None] = composite(
        lambda amount, currency: None if amount is None else Money(amount, currency), "balance_amount", "balance_currency"
    )

    @property
    def is_gift_card(self) -> bool:
        return self.kind is PaymentKind.GIFT_CARD

    def covers(self, amount: Money) -> bool:
        """Whether it can be charged: a gift card only with what is left on it, other kinds always."""
        return not self.is_gift_card or (self.balance is not None and self.balance.covers(amount))

    def charge(self, amount: Money) -> None:
        """Take the amount off a gift card; other kinds are charged by the shop's payment provider."""
        if self.is_gift_card and self.balance is not None:
            self.balance -= amount

    def refund(self, amount: Money) -> None:
        """Put the amount back on a gift card, at once."""
        if self.is_gift_card:
            self.balance = amount if self.balance is None else self.balance + amount


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(primary_key=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str | None]
    language: Mapped[str | None]
    address: Mapped[Address | None] = composite(
        lambda *parts: Address(*parts) if parts[0] is not None else None,
        mapped_column("address_line1", String, nullable=True),
        mapped_column("address_line2", String, nullable=True),
        mapped_column("city", String, nullable=True),
        mapped_column("region", String, nullable=True),
        mapped_column("postcode", String, nullable=True),
        mapped_column("country", String, nullable=True),
    )
    # Follows the postcode; customers are looked up by it.
    normal_postcode: Mapped[str | None] = mapped_column(index=True)
    payment_methods: Mapped[list[PaymentMethod]] = relationship(order_by=PaymentMethod.id)

    @validates("email")
    def _normalise_email(self, key: str, email: str) -> str:
        return normal_email(email)

    @validates("postcode")
    def _follow_postcode(self, key: str, postcode: str | None) -> str | None:
        self.normal_postcode = None if postcode is None else normal_postcode(postcode)
        return postcode

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def method(self, method_id: str | None) -> PaymentMethod | None:
        """The customer's own payment method of this id."""
        return next((method for method in self.payment_methods if method.id == method_id), None)

    def is_named(self, text: str) -> bool:
        """Whether the text says the whole name, in either order, be there other words around it."""
        words = f" {normal_name(text.translate(NO_POINTS))} "
        names = (self.name, f"{self.last_name} {self.first_name}")
        return any(f" {normal_name(name)} " in words for name in names)

    def without_name(self, text: str) -> str:
        """The text but for the customer's name, which may be a word for something else: Brown, Rose, London."""
        said = text.casefold()
        for name in (self.name, f"{self.last_name}, {self.first_name}", f"{self.last_name} {self.first_name}"):
            # To search is cheap, to build an expression for every customer is not.
            if name.casefold() in said:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
        return text

    def has_email(self, email: str) -> bool:
        return normal_email(email) == self.email
