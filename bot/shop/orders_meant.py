"""Which orders a customer's words mean: by number, state, place, or by what is in them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from string import ascii_uppercase

from bot.shop.order import Order, OrderStatus, normal_order_number
from bot.shop.order_totals import orders_costing
from bot.shop.orders_paid import orders_paid_with
from bot.shop.telling_apart import one_told, told_apart
from bot.shop.words.conditions import without_conditions
from bot.shop.words.mentions import Mention, Told, tell
from bot.shop.words.phrases import Phrases, read, worded
from bot.shop.words.places import names_region, names_town, says_street
from bot.shop.words.vocabulary import vocabulary

ORDER_NUMBER = re.compile(r"#?\s?[a-z]{0,4}-?\d[\d-]{3,}")
GOING_TO = re.compile(
    r"\b(?:order|one|parcel|package|shipment|stuff|thing|item|article|everything|all|whatever|anything)s?\b"
    r"(?P<how>(?: \w+){0,4}?)"
    r" (?:to|in|for)\b(?P<where>[^.;!?,]{0,40})"
)
# "Make it the gold one", unlike "the order with the gold one".
NOT_HAD = re.compile(r"\b(?:for|to|into|be|than|as|like)\s+$")
# "The one that went to Boston can stay", "keep the one sent to Boston"
STAYS = re.compile(r"\b(?:stays?|remains?|is staying|i(?:ll| will)? keep|im keeping)\b")
KEEP = re.compile(r"\b(?:keep|keeping|leave) (?:the |that )?$")
NOT_GOING = re.compile(r"\b(?:not|isnt|arent|dont|doesnt|wont|never)\b")
# "One stands here, the other was delivered to my mother's in Austin. Please exchange hers."
_WHOSE = r"(?P<theirs>hers|his|theirs)|mine"
OF_ONE = re.compile(
    rf"\b(?:exchange|swap|change|switch|replace|trade|return|cancel|make|turn|take|send) (?:only |just )?(?:{_WHOSE})\b"
    rf"|\b(?:{_WHOSE.replace('theirs>', 'also>')}) (?:goes|can|should|must|may|needs to|has to|is to) (?!stay|remain|wait)"
)
AT_SOMEBODYS = re.compile(
    r"\b(?:delivered|sent|shipped|brought|went|goes|going|is|are|stands?) (?:to|at|with) (?:my|our) \w+(?: \w+){0,2}? in"
    r"(?P<where> [^.;!?,]{0,40})"
)
# "The order with the rug and the one that's just a lamp"
CALLED_BY = re.compile(
    r"\b(?:order|one|parcel)\b,? (?:with|containing|that has|which has|(?:thats|that is) (?:just|only)"
    r"|(?:(?:that|which)(?: is|s)? )?(?:going|goes|headed|bound|sent|shipped|being sent) (?:to|for))\b"
)
_NOT_HAVING = (
    r"\b(?:orders?|ones?)\b(?: (?:that|which))? (?:doesnt have|does not have|dont have|without|has no|with no|not containing"
    r"|(?:doesnt|does not) (?:contain|include))|\bnot (?:the |my )?(?:order|one) (?:with|that has|containing)"
)
NOT_WITH = re.compile(rf"(?:{_NOT_HAVING})(?: (?:the|my|a|an|any))?(?: [\w-]+)?\s*$")
NOT_WITH_CLAUSE = re.compile(rf"(?:{_NOT_HAVING})[^.;!?,]*")
WITH_ONE = re.compile(r"\border (?:with|containing|that has|which has) (?P<one>the (?:[\w%-]+ ){1,3}one)\b")
AND_BOTH = re.compile(r"\b(?:order|one|parcel)\b,? (?:with|containing|that has|which has) [^.;!?,]*\band\b")
# "The order that has only the tablet in it"
ONLY_IN = re.compile(
    r"\b(?:order|one|parcel)\b[^.;!?]{0,12}\b(?:with|has|contains|containing|is|thats) (?:only|just|nothing but)\b"
    r"|\b(?:only|just|nothing but) (?:the|a|an|my) (?:[\w-]+ ){1,3}in it\b"
)
THE_ONE_IN_STATE = re.compile(
    r"\b(?:the|that) (?:ones?|pairs?|sets?)"
    r"(?: (?:that|which|thats|is|are|has|have|already|just|still|s|i|ive|we|weve|was|were))*\s*$"
)
# A state is said of an order: "my pending order", "the order that is still pending".
OF_ORDER_BEHIND = re.compile(r"\s+(?:one|orders?|purchase)\b")
OF_ORDER_BEFORE = re.compile(
    r"\b(?:order|one)(?: (?:that|which|thats|is|s|was|were|has|still|not|been|got|just|i|you|of mine|of ours))*\s*$"
)

BEFORE_IT_GOES = re.compile(
    r"\bbefore (?:it|this|that|they|(?:the|my) (?:order|parcel))(?: (?:gets?|is|are|has|have|been))*"
    r" (?:ships?|shipped|leaves?|sent|dispatched|posted|goes out|go out)\b"
)


def in_scope(told: Told, orders: Sequence[Order]) -> list[Order]:
    """The orders that the text limits itself to: by number, by where they go, by what came with it."""
    numbers = {normal_order_number(match.group()) for match in ORDER_NUMBER.finditer(told.plain)}
    named = [
        order for order in orders if order.normal_number in numbers or order.normal_number.lstrip(ascii_uppercase) in numbers
    ]
    if named:
        return named
    there = _going_to(told.plain, orders)
    if there:
        return there
    companions = frozenset().union(*(mention.names for mention in told.mentions if mention.is_companion))
    with_them = [order for order in orders if any(line.name in companions for line in order.lines)]
    told_by_them = frozenset().union(*(mention.names for mention in told.mentions if not mention.is_companion))
    # "my skateboard, and I got something with a garden hose": tells the skateboard by nothing.
    tells = not told_by_them or any(line.name in told_by_them for order in with_them for line in order.lines)
    return with_them if with_them and tells else list(orders)


def orders_of_status(text: str, orders: Sequence[Order]) -> list[Order]:
    """'the item in my pending order': the orders that are called by their state; none where none is."""
    wording = read(text)
    found = status_words().find(wording)
    # "Got cancelled" is cancelled.
    verbs = [one for one, other in pairwise(found) if not wording.plain[one.end : other.start].strip()]
    called = [
        span
        for span in found
        if span not in verbs
        and (OF_ORDER_BEHIND.match(wording.plain, span.end) or OF_ORDER_BEFORE.search(wording.plain[: span.start]))
    ]
    of_status = [order for order in orders if any(order.status in span.meanings for span in called)]
    if not called and is_before_shipping(text):
        return [order for order in orders if order.is_pending]
    return of_status


def orders_meant(text: str, orders: Sequence[Order]) -> list[Order]:
    """Those with an article that the text names, else of a state or bound for a place that it names; none where it names none."""
    told = tell(text, (line.name for order in orders for line in order.lines))
    without = frozenset().union(*(mention.names for mention in told.mentions if NOT_WITH.search(told.plain[: mention.start])))
    if without:
        # "The one that doesn't have the watch", "the one with the lamp, not the one with the rug".
        orders = [order for order in orders if not any(line.name in without for line in order.lines)]
        told = replace(told, mentions=tuple(mention for mention in told.mentions if not mention.names & without))
        if not told.mentions:
            return list(orders)
        text = NOT_WITH_CLAUSE.sub(" ", told.plain)
    names = frozenset().union(*(mention.names for mention in told.mentions if not mention.is_left_out))
    with_them = [order for order in orders if order.mentions(text) or any(line.name in names for line in order.lines)]
    with_them = [order for order in with_them if _has_as_many(order, told)] or with_them
    if ONLY_IN.search(told.plain):
        with_them = [order for order in with_them if all(line.name in names for line in order.lines)] or with_them
    if len(with_them) > 1 and AND_BOTH.search(told.plain):
        with_them = [order for order in with_them if _has_each(order, told)] or with_them
    if len(with_them) > 1:
        lines = [line for order in with_them for line in order.lines if line.name in names]
        # "I have two watches. Cancel the order with the gold one."
        called = WITH_ONE.search(told.plain)
        told_by = told_apart(called["one"], lines) if called else []
        if len({line.order_number for line in told_by}) == 1:
            return [told_by[0].order]
        with_them = [line.order for line in one_told(told.plain, 0, len(told.plain), lines, NOT_HAD)] or with_them
    return with_them or _of_a_kind(text, orders)


def _of_a_kind(text: str, orders: Sequence[Order]) -> list[Order]:
    """By their state, and of these by where they go, what they cost or how they were paid."""
    of_status = orders_of_status(text, orders)
    ways = (orders_bound, orders_costing, orders_paid_with)
    return next((found for meant in ways if (found := meant(text, of_status or orders))), of_status)


def orders_each_meant(text: str, orders: Sequence[Order]) -> list[Order]:
    """'The order with the bicycle and the one that's just a t-shirt': one for each; none unless there are several."""
    plain = NOT_WITH_CLAUSE.sub(" ", read(text).plain)
    starts = [match.start() for match in CALLED_BY.finditer(plain)]
    called = [orders_meant(plain[start:end], orders) for start, end in pairwise([*starts, len(plain)])]
    meant = list(dict.fromkeys(found[0] for found in called if len(found) == 1))
    return meant if len(meant) == len(called) and len(meant) > 1 else []


def _has_each(order: Order, told: Told) -> bool:
    """'The order with the sunglasses and the laptop'"""
    return all(any(line.name in one.names for line in order.lines) for one in told.mentions if not one.is_left_out)


def _has_as_many(order: Order, told: Told) -> bool:
    """'The one with the two lamps'"""
    counted = [mention for mention in told.mentions if mention.count is not None and not mention.is_left_out]
    return all(sum(line.name in mention.names for line in order.lines) >= (mention.count or 0) for mention in counted)


def orders_bound(text: str, orders: Sequence[Order]) -> list[Order]:
    """'the order to Washington', 'the one that goes to Maple Drive', 'all that aren't going to Boston'"""
    plain = read(text).plain
    there = _going_to(plain, orders)
    return there or [order for order in orders if says_street(plain, order.address.line1)]


def _going_to(plain: str, orders: Sequence[Order]) -> list[Order]:
    """'the order that's going to my son in Washington'"""
    if at_somebodys := _at_somebodys(plain, orders):
        return at_somebodys
    for match in GOING_TO.finditer(plain):
        there = [order for order in orders if names_town(match["where"], order.address.city)]
        there = there or [order for order in orders if names_region(match["where"], order.address.region)]
        if there:
            is_meant = not (NOT_GOING.search(match["how"]) or STAYS.search(match["where"]) or KEEP.search(plain[: match.start()]))
            return [order for order in orders if (order in there) is is_meant]
    return []


def _at_somebodys(plain: str, orders: Sequence[Order]) -> list[Order]:
    """'One was sent to my mother's in Austin, hers should be red': that one; "mine should be": the others."""
    at, of_one = AT_SOMEBODYS.search(plain), OF_ONE.search(plain)
    if at is None or of_one is None:
        return []
    is_theirs = bool(of_one["theirs"] or of_one["also"])
    there = [order for order in orders if names_town(at["where"], order.address.city)]
    return [order for order in orders if (order in there) is is_theirs] if there else []


def status_said(plain: str, mention: Mention | None = None) -> frozenset[OrderStatus]:
    """The states of orders that are named beside the article, or anywhere in the text; all where none is."""
    start, end = (0, len(plain)) if mention is None else (max(mention.from_, mention.start - 30), mention.to)
    found = status_words().find(worded(plain), start, end)
    if not found:
        return frozenset(OrderStatus)
    at = 0 if mention is None else mention.end
    definite = [span for span in found if THE_ONE_IN_STATE.search(plain[start : span.start])]
    if definite:
        # "One pair is here, one is still coming. The pair that's here can go back."
        return frozenset(definite[0].meanings)
    nearest = min(found, key=lambda span: (span.start < at, abs(span.start - at)))
    return frozenset(nearest.meanings)


def is_before_shipping(text: str) -> bool:
    """'And before it ships: make it a blue one'"""
    return bool(BEFORE_IT_GOES.search(read(text).plain))


def speaks_of_pending(text: str) -> bool:
    """'My lamps that are still pending', and of none that have arrived."""
    # "If you've got it" is said of what the shop has.
    wording = worded(without_conditions(read(text).plain)[0])
    said = {status for span in status_words().find(wording) for status in span.meanings}
    return said == {OrderStatus.PENDING}


@cache
def status_words() -> Phrases[OrderStatus]:
    return Phrases((phrase, OrderStatus(name)) for name, phrases in vocabulary()["status"].items() for phrase in phrases)
