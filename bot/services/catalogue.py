"""What the shop sells. Questions about one product are answered by its own methods."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.shop.product import Product, Variant
from bot.shop.words.names import likeliest, name_phrases
from bot.shop.words.phrases import read
from bot.tables import table_of

# Where a session keeps them.
NAMES_READ = "names of products"
# Asked for in most turns, so built once.
NAMES = select(table_of(Product).c.name).distinct()


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


def find_products(db: Session, name: str) -> list[Product]:
    """The products of this name, with their variants; case does not matter."""
    query = select(Product).where(func.lower(Product.name) == name.lower()).options(selectinload(Product.variants))
    return list(db.scalars(query.order_by(Product.id)))


def product_names(db: Session) -> frozenset[str]:
    """What the shop sells; read once a session, as all that is said in a turn is compared with it."""
    if NAMES_READ not in db.info:
        db.info[NAMES_READ] = frozenset(db.scalars(NAMES))
    names: frozenset[str] = db.info[NAMES_READ]
    return names


def names_said(db: Session, text: str) -> list[str]:
    """The products that the words mean, in their order: 'tshirts', 'the kettel', 'a phone' for what is called a smartphone."""
    names: dict[str, None] = {}
    for span in name_phrases(product_names(db)).find(read(text)):
        names |= dict.fromkeys(likeliest(span))
    return list(names)
