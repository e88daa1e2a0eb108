"""Which variant of a product meets a wish for another one than the customer has."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bot.shop.product import Variant
from bot.shop.wish import PriceWish, Rest, Wish
from bot.shop.words.options import Options

# More than these are no help to choose from.
MAX_OFFERED = 5


class MatchResult(Enum):
    ONE = "one"
    # Equally good by all that was said.
    SEVERAL = "several"
    # Nothing in stock; the variants given are the nearest.
    NONE = "none"
    # Nothing was said of what it should be; the variants given are all others.
    UNSAID = "unsaid"
    # The article is what is wished for already.
    ALREADY = "already"


@dataclass(frozen=True)
class VariantMatch:
    result: MatchResult
    # Best first.
    variants: tuple[Variant, ...] = ()
    # Options of the one variant that are a second choice, and those that are other than before though nobody asked for it.
    fallbacks: tuple[str, ...] = ()
    also_changed: tuple[str, ...] = ()

    @property
    def variant(self) -> Variant | None:
        return self.variants[0] if self.result is MatchResult.ONE else None


def match_variant(wish: Wish, current: Variant, variants: Sequence[Variant], at_most: Decimal | None = None) -> VariantMatch:
    """The best of the product's variants that are in stock, for one that the customer has; at that price, if it can be."""
    stock = [variant for variant in variants if variant.is_available]
    if wish.is_same:
        same = tuple(variant for variant in stock if variant.options == current.options)
        return VariantMatch(MatchResult.ONE, same[:1]) if same else _nearest(wish, current, stock)
    others = [variant for variant in stock if variant.sku != current.sku]
    if wish.is_empty or wish.refers_back:
        return VariantMatch(MatchResult.UNSAID, tuple(_by_likeness(others, current)))
    meeting = _affordable(wish, [variant for variant in others if meets(wish, variant, current)], current, at_most)
    best = _best(wish, meeting, current)
    if meets(wish, current, current) and not _is_better(wish, best, current):
        return VariantMatch(MatchResult.ALREADY, (current,))
    if not meeting:
        return _nearest(wish, current, others)
    if len(best) > 1:
        return VariantMatch(MatchResult.SEVERAL, tuple(best))
    return VariantMatch(MatchResult.ONE, tuple(best), _fallbacks(wish, best[0]), _also_changed(wish, best[0], current))


def meets(wish: Wish, variant: Variant, current: Variant) -> bool:
    """Whether the variant has everything without which it will not do."""
    if not all(option.allows(variant.options.get(option.option, "")) for option in wish.options):
        return False
    if wish.rest is Rest.KEPT and _also_changed(wish, variant, current):
        return False
    price, old = variant.price.amount, current.price.amount
    if wish.below is not None and price >= wish.below:
        return False
    return not (wish.price is PriceWish.CHEAPER and price >= old) and not (wish.price is PriceWish.DEARER and price <= old)


def _best(wish: Wish, meeting: list[Variant], current: Variant) -> list[Variant]:
    """First by the customer's preferences, then by price where they named one, then by what stays as it is."""
    best = _least(meeting, [_preference(wish, variant.options) for variant in meeting])
    if wish.price in {PriceWish.CHEAPEST, PriceWish.DEAREST}:
        sign = 1 if wish.price is PriceWish.CHEAPEST else -1
        best = _least(best, [float(variant.price.amount) * sign for variant in best])
    return _least(best, [_changes(variant, current) for variant in best])


def _affordable(wish: Wish, meeting: list[Variant], current: Variant, at_most: Decimal | None) -> list[Variant]:
    """'Any lighting, if it isn't dearer': those that cost no more and change nothing unasked, if there are any; else all."""
    within = [variant for variant in meeting if at_most is not None and variant.price.amount <= at_most]
    return [variant for variant in within if not _also_changed(wish, variant, current)] or meeting


def _is_better(wish: Wish, best: list[Variant], current: Variant) -> bool:
    if not best:
        return False
    if _preference(wish, best[0].options) != _preference(wish, current.options):
        return _preference(wish, best[0].options) < _preference(wish, current.options)
    price, old = best[0].price.amount, current.price.amount
    return (wish.price is PriceWish.CHEAPEST and price < old) or (wish.price is PriceWish.DEAREST and price > old)


def _preference(wish: Wish, options: Options) -> int:
    """Zero where every option is the first choice."""
    return sum(option.tier_of(options.get(option.option, "")) for option in wish.options)


def _least(variants: list[Variant], measures: Sequence[float]) -> list[Variant]:
    least = min(measures, default=0)
    return [variant for variant, measure in zip(variants, measures, strict=True) if measure == least]


def _nearest(wish: Wish, current: Variant, variants: list[Variant]) -> VariantMatch:
    """Those that lack least of what was asked for."""
    lacks = {
        variant.sku: sum(not option.allows(variant.options.get(option.option, "")) for option in wish.options)
        for variant in variants
    }
    by_likeness = _by_likeness(variants, current)
    return VariantMatch(MatchResult.NONE, tuple(sorted(by_likeness, key=lambda variant: lacks[variant.sku])[:MAX_OFFERED]))


def _by_likeness(variants: list[Variant], current: Variant) -> list[Variant]:
    return sorted(variants, key=lambda variant: (_changes(variant, current), variant.price.amount))


def _changes(variant: Variant, current: Variant) -> int:
    return len(_also_changed(Wish(), variant, current))


def _fallbacks(wish: Wish, variant: Variant) -> tuple[str, ...]:
    return tuple(option.option for option in wish.options if option.tier_of(variant.options.get(option.option, "")))


def _also_changed(wish: Wish, variant: Variant, current: Variant) -> tuple[str, ...]:
    kept = (option for option in current.options if option not in wish.spoken_of)
    return tuple(option for option in kept if variant.options.get(option) != current.options[option])
