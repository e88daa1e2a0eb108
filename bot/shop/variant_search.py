"""Which variants of a product a question is about: 'is there one in blue', 'the cheapest', 'anything under $300'."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.shop.product import Product, Variant
from bot.shop.variant_match import meets
from bot.shop.wish import PriceWish, Wish
from bot.shop.words.names import name_phrases
from bot.shop.words.options import words_for
from bot.shop.words.phrases import blanked, read
from bot.shop.words.wishes import read_wish


@dataclass(frozen=True)
class VariantSearch:
    # Whether the question narrows the product down at all.
    is_narrowed: bool
    # What can be had now, cheapest first.
    available: tuple[Variant, ...]
    sold_out: tuple[Variant, ...]


def search_variants(product: Product, text: str, current: Variant | None = None) -> VariantSearch:
    """The variants that have what the words ask for; `current` is what 'cheaper' and 'bigger' are measured by."""
    wish = _wish(product, text, current)
    if current is None and wish.price in {PriceWish.CHEAPER, PriceWish.DEARER}:
        wish = replace(wish, price=None)
    measure = current or Variant(sku="", product_id=product.id, options={}, price=product.variants[0].price, stock=0)
    meeting = [variant for variant in product.variants if meets(wish, variant, measure)]
    available = sorted((variant for variant in meeting if variant.is_available), key=lambda variant: variant.price.amount)
    sold_out = [variant for variant in meeting if not variant.is_available]
    if wish.price in {PriceWish.CHEAPEST, PriceWish.DEAREST}:
        available, sold_out = _extreme(available, wish.price), []
    return VariantSearch(_narrows(wish), tuple(available), tuple(sold_out))


def _wish(product: Product, text: str, current: Variant | None) -> Wish:
    plain = read(text).plain
    for span in name_phrases(frozenset([product.name])).find(read(text)):
        # "smart" of the smart watch asks for nothing.
        plain = blanked(plain, span.start, span.end)
    return read_wish(plain, current.options if current else {}, words_for(variant.options for variant in product.variants))


def _narrows(wish: Wish) -> bool:
    return bool(wish.price or wish.below is not None or any(option.is_required for option in wish.options))


def _extreme(variants: Sequence[Variant], wish: PriceWish) -> list[Variant]:
    """All of the lowest, or of the highest, price."""
    if not variants:
        return []
    prices = [variant.price.amount for variant in variants]
    price = min(prices) if wish is PriceWish.CHEAPEST else max(prices)
    return [variant for variant in variants if variant.price.amount == price]
