"""Orders that a text tells by what they cost in all: 'every order over $3000', 'my cheapest order'."""

import re
from collections.abc import Sequence

from bot.shop.order import Order
from bot.shop.words.phrases import read
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
MOST_OR_LEAST = re.compile(
    r"\b(?:(?P<least>cheapest|cheaper|smallest|smaller|least expensive|less expensive)"
    r"|most expensive|more expensive|dearest|dearer|priciest|biggest|bigger|largest|larger)"
    r"(?: (?:of (?:my|the)|pending|open|two|three))* orders?\b"
)


def orders_costing(text: str, orders: Sequence[Order]) -> list[Order]:
    """Those of the orders that the text tells so; none where it tells none by its total."""
    plain = read(text).plain
    match = WITHIN.search(plain)
    if match is not None:
        amount = sum_of(match["amount"])
        return [order for order in orders if (order.total.amount > amount) is bool(match["above"])]
    extreme = MOST_OR_LEAST.search(plain)
    if extreme is None or not orders:
        return []
    find = min if extreme["least"] else max
    return [find(orders, key=lambda order: order.total.amount)]
