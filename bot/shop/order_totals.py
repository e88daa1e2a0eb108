"""Orders that a text tells by what they cost in all: 'every order over $3000', 'my cheapest order'."""

import re
from collections.abc import Sequence

from bot.shop.order import Order
from bot.shop.wish import PriceWish
from bot.shop.words.phrases import read, worded
from bot.shop.words.prices import price_words
from bot.shop.words.sums import SUM, sum_of

_ORDERS = r"(?:orders?|purchases?|ones?|everything|anything|all)"
_ABOVE = r"(?:more than|over|above|exceed(?:s|ing)?|upwards of)"
_BELOW = r"(?:less than|under|below)"
# With nothing counted behind it: "the ones over 10 inches" are articles.
_ALONE = r" ?(?:\$|dollars?\b|bucks?\b|usd\b|euros?\b|[.,;!?]|$)| (?:and|or|but|please|should|in|altogether|too)\b"
_AMOUNT = rf"(?:\$ ?|(?={SUM}(?:{_ALONE})))(?P<amount>{SUM})"
WITHIN = re.compile(
    rf"\b{_ORDERS}\b(?: \w+){{0,3}}? (?:(?:that|which) )?(?:(?:costs?|are|is|was|were|worth|totals?|for|comes to|cost me) )*"
    rf"(?:(?P<above>{_ABOVE})|{_BELOW}) {_AMOUNT}"
)
_STATES = r"(?: (?:of (?:my|the|all|all my)|my|the|pending|open|current|unshipped|active|recent|two|three))*"
_LEAST = r"cheapest|cheaper|smallest|smaller|least expensive|less expensive"
_MOST = (
    r"most expensive|more expensive|dearest|dearer|priciest|pricier|costliest|costlier|most costly|biggest|bigger|largest|larger"
)
_COSTS = r"(?:costs?|cost me|is|was|set me back)(?: me)?(?: the)?"
_HAS = r"(?:with|has) the"
_TOTAL = r"(?:total|sum|amount|price|bill)"
MOST_OR_LEAST = re.compile(
    rf"\b(?:{_LEAST}|{_MOST}){_STATES} orders?\b"
    rf"|\b(?:orders?|one) (?:(?:that|which) )?(?:{_COSTS} (?:most|least)(?=\s*(?:[.;!?,]|$|for\b|of\b|to\b|please\b))"
    rf"|{_HAS} (?:highest|biggest|largest|lowest|smallest) {_TOTAL})"
)
LEAST = re.compile(rf"\b(?:{_LEAST}|least|lowest)\b")
# In other languages the words for the price stand before that for the order, too: "самый дорогой заказ".
ORDER_BEHIND = re.compile(r"(?:\s+[^\W\d]+)?\s+(?:заказ|тапсырыс|պատվեր|tellimus|order)")


def orders_costing(text: str, orders: Sequence[Order]) -> list[Order]:
    """Those of the orders that the text tells so; none where it tells none by its total."""
    plain = read(text).plain
    match = WITHIN.search(plain)
    if match is not None:
        amount = sum_of(match["amount"])
        return [order for order in orders if (order.total.amount > amount) is bool(match["above"])]
    wish = _extreme(plain)
    if wish is None or not orders:
        return []
    find = min if wish in {PriceWish.CHEAPEST, PriceWish.CHEAPER} else max
    return [find(orders, key=lambda order: order.total.amount)]


def _extreme(plain: str) -> PriceWish | None:
    found = MOST_OR_LEAST.search(plain)
    if found is not None:
        return PriceWish.CHEAPEST if LEAST.search(found.group()) else PriceWish.DEAREST
    said = price_words().find(worded(plain))
    wishes = [wish for span in said if ORDER_BEHIND.match(plain, span.end) for wish in span.meanings]
    return wishes[-1] if wishes else None
