"""What the shop sells."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.shop.product import Product, Variant


def products_and_options(db: Session) -> dict[str, dict[str, list[str]]]:
    """Of each product, by name, the options with every value that some variant has, in the order of the catalogue.

    Products of the same name are one; sold out variants count, as customers go on talking about what they bought.
    """
    rows = db.execute(select(Product.name, Variant.options).join(Variant.product).order_by(Product.name, Variant.sku))
    products: dict[str, dict[str, dict[str, None]]] = {}
    for name, options in rows:
        known = products.setdefault(name, {})
        for option, value in options.items():
            known.setdefault(option, {})[value] = None
    return {name: {option: list(values) for option, values in options.items()} for name, options in products.items()}
