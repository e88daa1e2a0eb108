"""One valid order of a CSV file, and the rows of the store that it becomes."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.shop.address import Address
from bot.shop.customer import Customer, PaymentMethod, normal_email
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.shipment import Shipment
from bot.store.importers.csv_rows import LineCells, OrderCells

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class OrderEntry:
    line: int
    cells: OrderCells
    articles: list[LineCells]

    @property
    def number(self) -> str:
        return self.cells.order_number

    @property
    def customer_id(self) -> str:
        """The shop's own identifier, or the e-mail address where the file has none."""
        return self.cells.customer_id or normal_email(self.cells.email)

    @property
    def name(self) -> str:
        return f"{self.cells.first_name} {self.cells.last_name}"

    @property
    def age_key(self) -> datetime:
        """Orders without a date count as the oldest."""
        return self.cells.placed_at or LONG_AGO

    def address(self) -> Address:
        cells = self.cells
        return Address(cells.address_line1, cells.address_line2, cells.city, cells.region, cells.postcode, cells.country)

    def customer(self) -> Customer:
        """The customer as of this order."""
        cells = self.cells
        return Customer(
            id=self.customer_id,
            first_name=cells.first_name,
            last_name=cells.last_name,
            email=cells.email,
            phone=cells.phone,
            language=cells.language,
            address=self.address(),
        )

    def order(self) -> Order:
        cells = self.cells
        return Order(
            number=self.number,
            customer_id=self.customer_id,
            status=cells.status,
            placed_at=cells.placed_at,
            promised_on=cells.promised_on,
            delivered_at=cells.delivered_at,
            cancelled_at=cells.cancelled_at,
            address=self.address(),
        )

    def lines(self) -> list[OrderLine]:
        return [
            OrderLine(
                order_number=self.number,
                position=position,
                sku=article.sku,
                name=article.article,
                options=article.options,
                quantity=article.quantity,
                price=Money(article.price, self.cells.currency),
                shipment_id=self._shipment_id(article),
            )
            for position, article in enumerate(self.articles, start=1)
        ]

    def shipments(self) -> list[Shipment]:
        """One for each tracking number; articles without one travel together."""
        parcels: dict[str, Shipment] = {}
        for article in self.articles:
            if (shipment_id := self._shipment_id(article)) is not None:
                parcels[shipment_id] = Shipment(
                    id=shipment_id,
                    order_number=self.number,
                    carrier=article.carrier,
                    tracking_number=article.tracking_number,
                    shipped_at=article.shipped_at,
                    delivered_at=self.cells.delivered_at,
                )
        return list(parcels.values())

    def payment_method(self) -> PaymentMethod | None:
        if self.cells.payment_method is None:
            return None
        return PaymentMethod(
            id=self._method_id(),
            customer_id=self.customer_id,
            kind=self.cells.payment_method,
            brand=self.cells.card_brand,
            last_four=self.cells.card_last_four,
        )

    def payment(self) -> Payment | None:
        """What was paid; the sum of the articles where the file names a method but no amount."""
        cells = self.cells
        if cells.payment_method is None and cells.amount_paid is None:
            return None
        owed = Money.total(Money(article.price, cells.currency) * article.quantity for article in self.articles)
        return Payment(
            id=f"{self.number}/1",
            order_number=self.number,
            direction=PaymentDirection.PAYMENT,
            amount=owed if cells.amount_paid is None else Money(cells.amount_paid, cells.currency),
            method_id=None if cells.payment_method is None else self._method_id(),
            at=cells.placed_at,
        )

    def _method_id(self) -> str:
        kind = self.cells.payment_method.value if self.cells.payment_method else "other"
        return "/".join([self.customer_id, kind, *filter(None, [self.cells.card_brand, self.cells.card_last_four])])

    def _shipment_id(self, article: LineCells) -> str | None:
        if not (article.tracking_number or article.carrier or article.shipped_at):
            return None
        return f"{self.number}/{article.tracking_number or article.carrier or 'parcel'}"
