"""Which lines of which orders a customer's words mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase

from bot.shop.order import Order, OrderStatus, normal_order_number
from bot.shop.order_line import OrderLine
from bot.shop.wish import PriceWish
from bot.shop.words.mentions import Mention, Told, described, in_focus, tell
from bot.shop.words.options import words_for
from bot.shop.words.phrases import Phrases, read, singular, worded
from bot.shop.words.vocabulary import vocabulary
from bot.shop.words.wishes import REFUSED, price_words

Fits = Callable[[OrderLine], bool]

_THINGS = r"(?:stuff|items?|things?|articles?|products?|goods)"
EVERYTHING = re.compile(
    rf"\b(?:everything|all of it|all (?:of )?(?:the |my |these |those )?{_THINGS}|(?:every|each) (?:item|thing|article"
    rf"|single one)"
    rf"|both {_THINGS}|(?:whole|entire|complete|full) (?:order|lot|thing)s?|the lot|all (?:that )?i (?:ordered|bought"
    rf"|got|received)|it all)\b"
)
# Also where articles are named besides.
ALL_I_HAVE = re.compile(
    rf"\b(?:everything|every item|all {_THINGS}|all)(?: that)? (?:(?:i|ive|i have|id) (?:just |ever )?(?:ordered|bought"
    rf"|got|received|have|own)"
    r"|(?:in|from|of) (?:all |both )?(?:of )?my orders)\b"
)
# Without an article beside it.
ALL_OF_THEM = re.compile(r"\b(?:all|both)\b(?! (?:my |the |your )?(?:pending |open )?orders)")
THEM_ALL = re.compile(r"\b(?:both|them all|all of them|all of those)\b")
ONE_ORDER = re.compile(r"\b(?:same|one|an|my|this|that|recent|the|last|whole|entire) order\b")
ORDER_NUMBER = re.compile(r"#?\s?[a-z]{0,4}-?\d[\d-]{3,}")
# The number of a house, before or behind its street.
HOUSE = re.compile(r"^\d+[\w/-]*\s|\s\d+[\w/-]*$")
GOING_TO = re.compile(r"\b(?:order|one|parcel|package|shipment)\b(?: \w+){0,3}? (?:to|in|for)\b(?P<where>[^.;!?,]{0,40})")
# A state is said of an order: "my pending order", "the order that is still pending".
OF_ORDER_BEHIND = re.compile(r"\s+(?:one|orders?|purchase)\b")
OF_ORDER_BEFORE = re.compile(r"\border(?: (?:that|which|thats|is|s|has|still|not|been|got|just))*\s*$")
_TOPIC = r"(?:-|\s)?(?:related|stuff|things?|items?|articles?|products?|gear|equipment)"
ABOUT = re.compile(r"\b(?:to do with|related to|about|for)(?: the| my)?\s*$")
NOT_OF_TOPIC = re.compile(r"\b(?:nothing to do with|not|isnt|arent|except|other than|unrelated to|but)\b[^.;!?]*$")


@dataclass(frozen=True)
class Pick:
    """What one mention comes to."""

    mention: Mention
    lines: tuple[OrderLine, ...] = ()
    # Some of these, but it was not said which.
    unclear: tuple[OrderLine, ...] = ()
    unfit: tuple[OrderLine, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What was said of articles."""

    # Meant beyond doubt, in the order of the orders.
    lines: tuple[OrderLine, ...] = ()
    # Of each of these groups one is meant, but it was not said which.
    unclear: tuple[tuple[OrderLine, ...], ...] = ()
    left_out: tuple[OrderLine, ...] = ()
    # Meant, but the request cannot be about them.
    unfit: tuple[OrderLine, ...] = ()
    # Whether all that there is was meant, but for what is left out.
    is_everything: bool = False
    picks: tuple[Pick, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return not (self.lines or self.unclear or self.left_out or self.unfit or self.is_everything)


@dataclass(frozen=True)
class _Search:
    told: Told
    # Lines of the orders that can be meant.
    lines: tuple[OrderLine, ...]
    fits: Fits
    # Whether the words also say what the articles should become.
    exchanges: bool


def select(text: str, orders: Sequence[Order], fits: Fits = lambda line: True, *, exchanges: bool = False) -> Selection:
    """The lines of these orders that are meant; `fits` says what the request can be about at all."""
    told = tell(text, (line.name for order in orders for line in order.lines))
    lines = tuple(line for order in in_scope(told, orders) for line in order.lines)
    search = _Search(told, lines, fits, exchanges)
    picks = [_pick(search, mention) for mention in _mentions_of_articles(told, orders, exchanges=exchanges)]
    left_out = _unique(line for pick in picks if pick.mention.is_left_out for line in (*pick.lines, *pick.unclear))
    meant = [pick for pick in picks if not pick.mention.is_left_out]
    everything = _everything(search, meant)
    if everything is not None:
        kept = [line for line in everything if line not in left_out]
        unclear = [pick.unclear for pick in meant if pick.unclear]
        return Selection(tuple(kept), tuple(unclear), tuple(left_out), is_everything=True, picks=tuple(picks))
    chosen = _unique(line for pick in meant for line in pick.lines)
    topic = _of_topic(search) if not chosen else []
    groups = _still_unclear(search, meant, chosen)
    chosen += [group[0] for group in groups if len(group) == 1]
    return Selection(
        tuple(line for line in lines if line in chosen or line in topic),
        tuple(tuple(group) for group in groups if len(group) > 1),
        tuple(left_out),
        tuple(_unique(line for pick in meant for line in pick.unfit)),
        picks=tuple(picks),
    )


def _mentions_of_articles(told: Told, orders: Sequence[Order], *, exchanges: bool) -> list[Mention]:
    """Those that mean an article, not one of its options: not the camera of "the backpack (green, small, leather, camera)"."""
    lines = [line for order in orders for line in order.lines]
    options = [place for line in lines for place in places_of_options(told.plain, line)]
    meant = [one for one in in_focus(told) if not any(start <= one.start and one.end <= end for start, end in options)]
    articles = [mention for mention in meant if not mention.is_companion]
    # "in the one with the e-reader, make it the 8 inch one"
    return articles or (meant if exchanges else [])


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
    called = [
        span
        for span in status_words().find(wording)
        if OF_ORDER_BEHIND.match(wording.plain, span.end) or OF_ORDER_BEFORE.search(wording.plain[: span.start])
    ]
    return [order for order in orders if any(order.status in span.meanings for span in called)]


def orders_meant(text: str, orders: Sequence[Order]) -> list[Order]:
    """Those with an article that the text names, else of a state or bound for a place that it names; none where it names none."""
    told = tell(text, (line.name for order in orders for line in order.lines))
    names = frozenset().union(*(mention.names for mention in told.mentions if not mention.is_left_out))
    with_them = [order for order in orders if order.mentions(text) or any(line.name in names for line in order.lines)]
    return with_them or orders_of_status(text, orders) or _bound_for(told.plain, orders)


def _bound_for(plain: str, orders: Sequence[Order]) -> list[Order]:
    """'the order to Washington', 'the one that goes to Maple Drive'"""
    there = _going_to(plain, orders)
    streets = {order.number: HOUSE.sub("", read(order.address.line1).plain).strip() for order in orders}
    return there or [order for order in orders if " " in streets[order.number] and streets[order.number] in plain]


def _going_to(plain: str, orders: Sequence[Order]) -> list[Order]:
    """'the order that's going to my son in Washington'"""
    aliases = vocabulary()["places"]
    cities = {read(order.address.city).plain: order for order in orders}
    for match in GOING_TO.finditer(plain):
        there = [
            order for city, order in cities.items() if any(name in match["where"] for name in (city, *aliases.get(city, ())))
        ]
        if there:
            return [order for order in orders if order.address.city == there[0].address.city]
    return []


def _pick(search: _Search, mention: Mention) -> Pick:
    lines = [line for line in search.lines if line.name in mention.names]
    status = status_said(search.told.plain, mention)
    of_status = [line for line in lines if line.order.status in status]
    if any(map(search.fits, of_status)) or not search.exchanges:
        # Else it says what another article is like: "the type that's in my pending order".
        lines = of_status or lines
    if len(lines) > 1:
        lines = _described(search, mention, lines)
    fit = [line for line in lines if search.fits(line)]
    if not fit:
        return Pick(mention, unfit=tuple(lines))
    if len(fit) == 1 or _means_all(search.told, mention, fit):
        return Pick(mention, tuple(fit))
    if len({(line.sku, line.order_number) for line in fit}) == 1:
        return Pick(mention, tuple(fit[: mention.count or 1]))
    return Pick(mention, unclear=tuple(fit))


def _means_all(told: Told, mention: Mention, lines: list[OrderLine]) -> bool:
    if mention.is_one_of:
        return False
    if mention.count is not None:
        return mention.count == len(lines)
    own = told.marked[mention.end : mention.to]
    return mention.is_all or _is_plural(told.plain[mention.start : mention.end], mention) or bool(THEM_ALL.search(own))


def _is_plural(said: str, mention: Mention) -> bool:
    """'tshirts' of a T-Shirt, but not the boots that are called so."""
    word = said.rsplit(maxsplit=1)[-1]
    if singular(word) == word:
        return False
    return not any(name.casefold().split()[-1].endswith("s") for name in mention.names)


def _described(search: _Search, mention: Mention, lines: list[OrderLine]) -> list[OrderLine]:
    """Those of one kind whose options, or price, the words say; in full and right behind its name, of that mention alone."""
    behind = [line for line in lines if _says_options_behind(search.told.plain, mention, line)]
    if behind:
        return behind
    places = described(search.told, mention) if search.exchanges else [(mention.from_, mention.to)]
    return _told_apart(search.told.plain, places, lines)


def _says_options_behind(plain: str, mention: Mention, line: OrderLine) -> bool:
    return any(mention.end <= start and end <= mention.to for start, end in places_of_options(plain, line))


def told_apart(text: str, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Those of the lines that the words describe best: 'the blue one', 'the cheaper one'; all where they describe none."""
    plain = read(text).plain
    return _told_apart(plain, [(0, len(plain))], list(lines))


def _told_apart(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    in_full = [line for line in lines if places_of_options(plain, line)]
    if in_full:
        return in_full
    words = words_for(line.options for line in lines)
    said = [span for place in places for span in words.said.find(worded(plain), *place)]
    fitting = {id(line): 0 for line in lines}
    for span in said:
        is_refused = bool(REFUSED.search(plain[max(0, span.start - 24) : span.start]))
        for line in lines:
            has = any(line.options.get(meaning.option) in meaning.values for meaning in span.meanings)
            fitting[id(line)] += 1 if has is not is_refused else 0
    best = max(fitting.values())
    lines = [line for line in lines if fitting[id(line)] == best]
    return _by_price(plain, places, lines) if len(lines) > 1 else lines


def places_of_options(plain: str, line: OrderLine) -> list[tuple[int, int]]:
    """Where all options of the article are said, as we write them: 'blue, 10 hours, no'."""
    options = [word.form for value in line.options.values() for word in read(value).words]
    said = worded(plain).words
    starts = (i for i in range(len(said)) if [word.form for word in said[i : i + len(options)]] == options)
    return [(said[i].start, said[i + len(options) - 1].end) for i in starts] if len(line.options) > 1 else []


def _by_price(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    found = [span for place in places for span in price_words().find(worded(plain), *place)]
    if not found:
        return lines
    # What is said last counts: "the cheaper... no wait, the more expensive one".
    (wish,) = found[-1].meanings
    prices = [line.price.amount for line in lines]
    price = min(prices) if wish in {PriceWish.CHEAPEST, PriceWish.CHEAPER} else max(prices)
    return [line for line in lines if line.price.amount == price]


def _everything(search: _Search, meant: list[Pick]) -> list[OrderLine] | None:
    """All lines that the request can be about, where the text says all; of the orders that it names articles of, if any."""
    plain = search.told.plain
    said = ALL_I_HAVE if search.exchanges and meant else EVERYTHING
    if _topic_said(plain) or not (said.search(plain) or (not meant and ALL_OF_THEM.search(plain))):
        return None
    statuses = status_said(plain)
    lines = [line for line in search.lines if search.fits(line)]
    lines = [line for line in lines if line.order.status in statuses] or lines
    orders = {line.order.number for pick in meant for line in pick.lines}
    return [line for line in lines if line.order.number in orders] if meant and not ALL_I_HAVE.search(plain) else lines


def _still_unclear(search: _Search, meant: list[Pick], chosen: list[OrderLine]) -> list[list[OrderLine]]:
    """The groups of which nothing was chosen elsewhere in the text; narrowed to the order that all else is in."""
    groups = [list(pick.unclear) for pick in meant if pick.unclear]
    groups = [group for group in groups if not any(line.name in {one.name for one in chosen} for line in group)]
    orders = {line.order.number for line in chosen}
    if len(orders) == 1 and ONE_ORDER.search(search.told.plain):
        return [[line for line in group if line.order.number in orders] or group for group in groups]
    return groups


def _topic_said(plain: str) -> re.Match[str] | None:
    """The last one: "I got into gaming, return everything that has nothing to do with gaming"."""
    found = [match for match in _topics().finditer(plain) if match["things"] or ABOUT.search(plain, 0, match.start())]
    return found[-1] if found else None


@cache
def _topics() -> re.Pattern[str]:
    topics = sorted(vocabulary()["topics"], key=len, reverse=True)
    return re.compile(rf"\b(?P<topic>{'|'.join(topics)})\b(?P<things>{_TOPIC}\b)?")


def _of_topic(search: _Search) -> list[OrderLine]:
    """The lines of one use: 'everything gaming related'."""
    said = _topic_said(search.told.plain)
    if said is None:
        return []
    phrases = Phrases((word, word) for word in vocabulary()["topics"][said["topic"]])
    lines = [line for line in search.lines if search.fits(line)]
    of_topic = [line for line in lines if phrases.find(read(line.name))]
    is_refused = bool(NOT_OF_TOPIC.search(search.told.plain[: said.start()]))
    return [line for line in lines if line not in of_topic] if is_refused else of_topic


def status_said(plain: str, mention: Mention | None = None) -> frozenset[OrderStatus]:
    """The states of orders that are named beside the article, or anywhere in the text; all where none is."""
    start, end = (0, len(plain)) if mention is None else (max(mention.from_, mention.start - 30), mention.to)
    found = status_words().find(worded(plain), start, end)
    if not found:
        return frozenset(OrderStatus)
    at = 0 if mention is None else mention.end
    nearest = min(found, key=lambda span: (span.start < at, abs(span.start - at)))
    return frozenset(nearest.meanings)


@cache
def status_words() -> Phrases[OrderStatus]:
    return Phrases((phrase, OrderStatus(name)) for name, phrases in vocabulary()["status"].items() for phrase in phrases)


def _unique(lines: Iterable[OrderLine]) -> list[OrderLine]:
    return list(dict.fromkeys(lines))
