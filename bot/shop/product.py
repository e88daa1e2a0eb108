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
        return self.stock is None or self.stock > 0


class Product(Base):
    __tablename__ = "products"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    variants: Mapped[list[Variant]] = relationship(back_populates="product", order_by=Variant.sku)
