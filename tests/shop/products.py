"""Products of all kinds, and what becomes of a wish of somebody who has one of them."""

from bot.shop.exchange_wishes import combined_wish
from bot.shop.product import Product, Variant
from bot.shop.variant_match import VariantMatch, match_variant
from bot.shop.wish import Wish
from tests.factories import a_line, a_product, a_variant, an_order, usd


def product(name: str, *variants: str) -> Product:
    """Variants as 'color=red size=M 12.00', with a minus in front where they are sold out."""
    return a_product(name, variants=[_variant(text) for text in variants])


def _variant(text: str) -> Variant:
    *options, price = text.removeprefix("-").split(" ")
    pairs = dict(option.replace("_", " ").split("=") for option in options)
    return a_variant(sku=text, options=pairs, price=usd(price), stock=0 if text.startswith("-") else 3)


def wish_of(article: Product, text: str) -> Wish:
    """Of a customer who has the first of the product's variants."""
    current = article.variants[0]
    line = a_line(article.name, sku=current.sku, options=current.options, price=current.price)
    return combined_wish([text], line, [line], [an_order(lines=[line])], article.variants)


def match(article: Product, text: str) -> VariantMatch:
    return match_variant(wish_of(article, text), article.variants[0], article.variants)


def found(article: Product, text: str) -> list[str]:
    return [variant.sku for variant in match(article, text).variants]


RUG = product(
    "Wool Rug",
    "size=140_cm color=beige pattern=plain 120.00",
    "size=140_cm color=gray pattern=plain 120.00",
    "size=200_cm color=beige pattern=plain 180.00",
    "size=200_cm color=gray pattern=striped 175.00",
    "size=300_cm color=beige pattern=plain 260.00",
    "-size=300_cm color=gray pattern=plain 250.00",
)
JACKET = product(
    "Rain Jacket",
    "size=M color=yellow lining=none hood=yes 80.00",
    "size=L color=yellow lining=none hood=yes 80.00",
    "size=L color=navy lining=fleece hood=yes 95.00",
    "size=S color=yellow lining=none hood=no 70.00",
    "size=XL color=navy lining=none hood=yes 85.00",
    "size=M color=navy lining=none hood=yes 82.00",
    "size=M color=red lining=fleece hood=no 90.00",
)
MONITOR = product(
    "Gaming Monitor",
    "screen_size=24-inch resolution=1080p ports=HDMI 150.00",
    "screen_size=27-inch resolution=1440p ports=HDMI 250.00",
    "screen_size=27-inch resolution=1080p ports=USB-C 220.00",
    "screen_size=32-inch resolution=2160p ports=USB-C 400.00",
    "screen_size=24-inch resolution=1080p ports=USB-C 170.00",
)
SPEAKER = product(
    "Portable Speaker",
    "color=black water_resistance=none volume=low power=battery 40.00",
    "color=black water_resistance=IPX7 volume=low power=battery 55.00",
    "color=blue water_resistance=IPX7 volume=medium power=USB 50.00",
    "color=blue water_resistance=none volume=high power=mains 60.00",
)
FLASK = product(
    "Thermos Flask",
    "capacity=500ml color=black lid=screw 20.00",
    "capacity=750ml color=black lid=screw 24.00",
    "capacity=1000ml color=black lid=cup 27.00",
    "capacity=1000ml color=green lid=screw 28.00",
    "capacity=350ml color=black lid=screw 18.00",
)
