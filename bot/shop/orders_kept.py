"""'Keep only the one with the tent, and cancel the other two': orders meant by what is to stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.shop.order import Order
from bot.shop.order_words import speaks_of_part
from bot.shop.orders_meant import orders_meant
from bot.shop.words.phrases import read
from bot.shop.words.vocabulary import vocabulary

KEPT = re.compile(
    r"\b(?:keep|keeping|hang on to|hold on to|leave)\b(?! (?:in mind|it off))(?P<what>[^.;!?]*?)"
    r"(?=[.;!?]|$|(?:,| and| but)* (?:please |kindly )?(?:cancel|scrap|drop|call)\b)"
)
# Not an article of an order: "keep the mug, cancel the rest".
AN_ORDER = re.compile(r"\b(?:orders?|parcels?|packages?)\b|\bones?,? (?:with|containing|that|which|going|headed|bound|for|to)\b")
# "The other two", "the other one", "the remaining orders".
OTHERS = re.compile(
    r"\b(?:cancel\w*|scrap|drop|call off|get rid of)\b[^.;!?]{0,30}?"
    r"(?:\b(?:other|remaining) (?:(?P<count>one|two|three|four|five|[2-5])\b|(?:pending |open )?(?P<kind>orders?|ones)\b)"
    r"|\b(?:the|all) others\b|\bthe rest\b(?! of))"
)


@dataclass(frozen=True)
class Others:
    """The orders besides those that stay; not `certain` where it was not said which stay, or there are more or fewer others."""

    orders: tuple[Order, ...]
    certain: bool


def others_than_kept(text: str, orders: Sequence[Order]) -> Others | None:
    """The orders that are meant where the text says which is kept and wants the others; None where it does not say so."""
    plain = read(text).plain
    said, kept_words = OTHERS.search(plain), KEPT.search(plain)
    if said is None or kept_words is None:
        return None
    if not AN_ORDER.search(kept_words["what"]) or speaks_of_part(kept_words["what"]):
        return None
    kept = orders_meant(kept_words["what"], orders)
    others = tuple(order for order in orders if order not in kept)
    return Others(others, certain=len(kept) == 1 and bool(others) and _count(said) in {None, len(others)})


def _count(said: re.Match[str]) -> int | None:
    if said["kind"] == "order":
        return 1
    return int(vocabulary()["numbers"].get(said["count"], said["count"])) if said["count"] else None
