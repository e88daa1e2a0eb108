"""What the shop sells: products, and their variants with options, price and stock."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from bot.shop.money import Money
from bot.tables import Base


class Variant(Base):
    """One article that can be ordered, such as the blue t-shirt in size M."""

    __tablename__ = "variants"

    sku: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), index=True)
    options: Mapped[dict[str, str]]
    price_amount: Mapped[Decimal]
    price_currency: Mapped[str]
    # None: in stock, and the shop does not say how many.
    stock: Mapped[int | None]
    price: Mapped[Money] = composite("price_amount", "price_currency")
    product: Mapped["Product"] = relationship(back_populates="variants")

    @property
    def is_available(self) -> bool:
        return self.has(1)

    def has(self, quantity: int) -> bool:
        """Whether so many are in stock."""
        return self.stock is None or self.stock >= quantity

    def take(self, quantity: int) -> None:
        """Set so many aside for a customer; raises ValueError where there are not so many."""
        if not self.has(quantity):
            raise ValueError(f"there are only {self.stock} of {self.sku}")
        if self.stock is not None:
            self.stock -= quantity

    def put_back(self, quantity: int) -> None:
        if self.stock is not None:
            self.stock += quantity


class Product(Base):
    __tablename__ = "products"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    # How to care for it or set it up, by language code.
    care_tips: Mapped[dict[str, str]] = mapped_column(default=dict, server_default="{}")
    variants: Mapped[list[Variant]] = relationship(back_populates="product", order_by=Variant.sku)

    @property
    def available_variants(self) -> list[Variant]:
        return [variant for variant in self.variants if variant.is_available]

    @property
    def options(self) -> dict[str, list[str]]:
        """Every option with the values that can be had now, in the order of the variants."""
        values: dict[str, dict[str, None]] = {}
        for variant in self.available_variants:
            for option, value in variant.options.items():
                values.setdefault(option, {})[value] = None
        return {option: list(known) for option, known in values.items()}

    @property
    def price_range(self) -> tuple[Money, Money] | None:
        """The cheapest and the dearest that can be had now; None where everything is sold out."""
        prices = sorted((variant.price for variant in self.available_variants), key=lambda price: price.amount)
        return (prices[0], prices[-1]) if prices else None

    def care_tip(self, language: str) -> str | None:
        return self.care_tips.get(language)
