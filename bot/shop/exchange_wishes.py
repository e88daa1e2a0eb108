"""What each of the articles named in a text should be exchanged for."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.pairs import best_places, parts_for, parts_told, words_of_kind
from bot.shop.product import Variant
from bot.shop.selection import Selection
from bot.shop.telling_apart import own_clauses, places_of_options
from bot.shop.wish import OptionWish, Wish
from bot.shop.words.changes import is_to_become
from bot.shop.words.conditions import Otherwise
from bot.shop.words.descriptions import described
from bot.shop.words.mentions import BREAK, LIST_GOES_ON, Mention, Told, tell
from bot.shop.words.names import likeliest, name_phrases
from bot.shop.words.options import OptionWords, words_for
from bot.shop.words.phrases import read, worded
from bot.shop.words.wishes import read_wish

# "same type as the one I received", "the type that's in my pending order"
LIKE_ANOTHER = re.compile(
    r"\b(?:same|type|kind|one|like)\b[^.;!?]*?\b(?:as|that s|thats|in|like|from)\b[^.;!?]*?\b(?:already|received"
    r"|other order|pending order|ordered before|another order)\b"
)
# "The same gray leather chair as the other", "to match my other one"
LIKE_OTHER = re.compile(
    r"\b(?:(?:same|identical|equal)\b[^.;!?]{0,60}?\b(?:as|to|like)|like|to match|matching) (?:the|my) other(?: one| pair)?"
    r"(?=\s*(?:[.;!?,)]|$)|\s+(?:has|is|in|and|so|please|for|i)\b)"
)
# "They should be like the ones I already have."
LIKE_OWN = re.compile(
    r"\blike (?:the |my )?(?:other )?(?:ones?|pair|other) (?:that )?i (?:already |just )?(?:have|got|own|received|bought"
    r"|ve got)\b"
)

KEEP_BEFORE = re.compile(r"\b(?:keep|keeping|leave|leaving)(?: the| my| that)?(?: [\w-]+)? $")
STAYS_BEHIND = re.compile(r" (?:(?:just|simply|can|should|will|may|must) )*(?:stays?|remains?)\b")


def combined_wish(
    texts: Sequence[str], line: OrderLine, lines: Sequence[OrderLine], orders: Sequence[Order], variants: Sequence[Variant]
) -> Wish:
    """The wish for one of several chosen lines from all that was said one after the other; later words count more."""
    wish = Wish()
    for text in texts:
        told = tell(text, (one.name for order in orders for one in order.lines))
        is_named = any(line.name in mention.names for mention in told.mentions)
        if is_named or not any(other.name in mention.names for mention in told.mentions for other in lines):
            selection = Selection(tuple(lines), is_everything=not is_named and not told.mentions)
            words = words_for(variant.options for variant in variants)
            wish = wish.refined(_wish(told, line, selection, orders, words))
    return wish


def is_to_be_like_own(text: str) -> bool:
    """'The sunglasses I've ordered should be like the ones I already have.'"""
    return bool(LIKE_OWN.search(read(text).plain))


def is_to_stay(text: str, line: OrderLine) -> bool:
    """'The grill stays electric'"""
    told = tell(text, [line.name])
    return any(STAYS_BEHIND.match(told.plain, mention.end) for mention in told.mentions)


def names_others(text: str, line: OrderLine, lines: Sequence[OrderLine]) -> bool:
    """Whether it speaks of others of the lines by their names, or tells each of those of one product what it is to be."""
    told = tell(text, [one.name for one in lines])
    if any(line.name not in mention.names for mention in told.mentions):
        return True
    pair, words = [one for one in lines if one.name == line.name], words_of_kind([line])
    each = _each_described(told, list(told.mentions), pair, words)
    return bool(each or (len(pair) > 1 and parts_told(told.plain, [(0, len(told.plain))], pair, words)))


def product_wished_for(text: str, names: Collection[str], products: Iterable[str]) -> str | None:
    """The other product of the shop that an article of one of these names is to become: "for a tablet"."""
    wording = read(text)
    for span in name_phrases(frozenset(products)).find(wording):
        is_own = any(name in names for _, name in span.meanings)
        if not is_own and is_to_become(wording.plain[: span.start]):
            return likeliest(span)[0]
    return None


def current_variant(line: OrderLine, variants: Sequence[Variant]) -> Variant:
    """The line's variant, also where the catalogue no longer has it."""
    known = next((variant for variant in variants if variant.sku == line.sku), None)
    return known or Variant(sku=line.sku, product_id="", options=line.options, price=line.price, stock=0)


def _wish(told: Told, line: OrderLine, selection: Selection, orders: Sequence[Order], words: OptionWords) -> Wish:
    mentions = [mention for mention in told.mentions if line.name in mention.names and not mention.is_companion]
    parts = [(mention.from_, mention.to) for mention in mentions] or [(0, len(told.plain))]
    if selection.is_everything:
        parts = _general_and_own(told, mentions)
    places = [place for mention in mentions for place in described(told, mention)]
    places += places_of_options(told.plain, line)
    pair = [one for one in selection.lines if one.name == line.name]
    of_kind = [one for order in orders for one in order.lines if one.name == line.name]
    own = [clause for part in parts for clause in own_clauses(told.plain, *part, of_kind)]
    described_each = _each_described(told, mentions, pair, words) if not own else []
    if described_each:
        nearest = best_places(told.plain, [(one.from_, one.to) for one in described_each], pair)
        parts = [(one.from_, one.to) for one, nearest_to in zip(described_each, nearest, strict=False) if nearest_to is line]
    else:
        parts = parts_for(told.plain, parts, own, pair, line, words)
    wish = read_wish(_only(told, parts), line.options, words, places)
    if wish.is_empty and parts:
        wish = _from_list(told, mentions, line, words) or wish
    if not parts:
        return wish
    said = told.plain[min(p[0] for p in parts) : max(p[1] for p in parts)]
    if LIKE_ANOTHER.search(said) or LIKE_OWN.search(said):
        wish = _like_another(line, orders) or wish
    if LIKE_OTHER.search(said):
        # "The wool one just like my other one" tells by wool which it is.
        told_else = tuple(one for one in wish.options if one.tiers != (frozenset([line.options.get(one.option, "")]),))
        wish = (_like_another(line, [line.order]) or Wish()).refined(replace(wish, options=told_else))
    return replace(wish, otherwise=_otherwise(told, line) or wish.otherwise)


def _only(told: Told, parts: Sequence[tuple[int, int]]) -> str:
    """The text with all but these parts blank, and without the conditions that were read already."""
    kept = [" "] * len(told.plain)
    for start, end in parts:
        kept[start:end] = told.plain[start:end]
    for condition in told.conditions:
        kept[condition.start : condition.end] = " " * (condition.end - condition.start)
    # Parts far from one another are sentences of their own.
    for start, _ in parts:
        if start and kept[start - 1] == " ":
            kept[start - 1] = "."
    return "".join(kept)


def _general_and_own(told: Told, mentions: list[Mention]) -> list[tuple[int, int]]:
    """What goes for all, before the first article is named, and what is said of this one alone."""
    first = min((mention.start for mention in told.mentions), default=len(told.plain))
    general = max((match.end() for match in BREAK.finditer(told.plain, 0, first)), default=0) if told.mentions else first
    own = [(max(general, mention.from_), mention.to) for mention in mentions]
    return [(0, general or len(told.plain)), *own]


def _each_described(told: Told, mentions: list[Mention], pair: Sequence[OrderLine], words: OptionWords) -> list[Mention]:
    """The mentions of "the bed should be small and gray, the bed should be large and red", one for each line; else none."""
    saying = [one for one in mentions if words.said.find(worded(told.plain), one.end, one.to)]
    return saying if len(saying) == len(pair) > 1 else []


def _from_list(told: Told, mentions: list[Mention], line: OrderLine, words: OptionWords) -> Wish | None:
    """In "the lamp and the mug in black" what is said behind the last goes for both."""
    if not mentions:
        return None
    last = mentions[-1]
    for mention in told.mentions:
        if mention.start > last.end and LIST_GOES_ON.fullmatch(told.plain, last.end, mention.start):
            last = mention
    if last is mentions[-1]:
        return None
    # What the last one is now says nothing of the others: "the sofa and the red mug in green".
    behind = max(end for _, end in described(told, last))
    return read_wish(_only(told, [(behind, last.to)]), line.options, words)


def _like_another(line: OrderLine, orders: Sequence[Order]) -> Wish | None:
    """To be what the customer has of the same product elsewhere."""
    others = [one for order in orders for one in order.lines if one.name == line.name and one.sku != line.sku]
    if len({one.sku for one in others}) != 1:
        return None
    return Wish(tuple(OptionWish(option, (frozenset([value]),)) for option, value in others[0].options.items()))


def _otherwise(told: Told, line: OrderLine) -> Otherwise | None:
    """What is to be done if the wish for this line cannot be met."""
    for condition in told.conditions:
        inside = [one for one in told.in_conditions if condition.start <= one.start < condition.then]
        kept = [one for one in told.in_conditions if condition.then <= one.start < condition.end and _is_kept(told.plain, one)]
        before = [one for one in told.mentions if one.start < condition.start]
        owners = kept or inside or before[-1:]
        if not owners or any(line.name in owner.names for owner in owners):
            return condition.otherwise
    return None


def _is_kept(plain: str, mention: Mention) -> bool:
    """'... the camera just stays', not 'just do the boots'"""
    return bool(KEEP_BEFORE.search(plain[: mention.start]) or STAYS_BEHIND.match(plain, mention.end))
