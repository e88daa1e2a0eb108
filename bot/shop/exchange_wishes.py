"""What each of the articles named in a text should be exchanged for."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.selection import Selection
from bot.shop.telling_apart import THE_ONE, one_told, own_clauses, places_of_options
from bot.shop.wish import OptionWish, Wish
from bot.shop.words.changes import is_to_become
from bot.shop.words.conditions import Otherwise
from bot.shop.words.descriptions import described
from bot.shop.words.mentions import BREAK, LIST_GOES_ON, Mention, Told, tell
from bot.shop.words.names import name_phrases
from bot.shop.words.options import OptionWords, words_for
from bot.shop.words.phrases import read
from bot.shop.words.wishes import read_wish

# Two of a kind with a wish each: "one to ceramic, the other to glass".
ONE = re.compile(r"\b(?:one|the first(?: one)?|the 1st)\b(?=[^.;!?]*)")
THE_OTHER = re.compile(r"\b(?:the other(?: one)?|the second(?: one)?|another one|the 2nd)\b")
# "Two shelves, one brown, one black."
_VALUE = r"(?:is |in )?[\w%-]+(?: [\w%-]+)?"
EACH_TOLD = re.compile(rf"\bone {_VALUE},? (?:and )?(?:one|the other|another)(?: one)? {_VALUE}\W*$")
OF_BOTH = re.compile(r"\b(?:both|each|all(?: of them)?|they)\b[^.;!?]*\b(?:should|must|be|in|to|into|for|as)\b")
SENTENCE = re.compile(r"[^.;!?\n]+[.;!?\n]*")
# "same type as the one I received", "the type that's in my pending order"
LIKE_ANOTHER = re.compile(
    r"\b(?:same|type|kind|one|like)\b[^.;!?]*?\b(?:as|that s|thats|in|like|from)\b[^.;!?]*?\b(?:already|received"
    r"|other order|pending order|ordered before|another order)\b"
)
# "They should be like the ones I already have."
LIKE_OWN = re.compile(
    r"\blike (?:the |my )?(?:other )?(?:ones?|pair|other) (?:that )?i (?:already |just )?(?:have|got|own|received|bought"
    r"|ve got)\b"
)


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


def wish_of(text: str, line: OrderLine, variants: Sequence[Variant]) -> Wish:
    """The wish of a text that is about this line alone."""
    told = tell(text, [line.name])
    places = [place for mention in told.mentions for place in described(told, mention)]
    return read_wish(told.plain, line.options, words_for(variant.options for variant in variants), places)


def product_wished_for(text: str, names: Collection[str], products: Iterable[str]) -> str | None:
    """The other product of the shop that an article of one of these names is to become: "for a tablet"."""
    wording = read(text)
    for span in name_phrases(frozenset(products)).find(wording):
        likeliest = min(level for level, _ in span.meanings)
        meant = sorted(name for level, name in span.meanings if level == likeliest)
        is_own = any(name in names for _, name in span.meanings)
        if not is_own and is_to_become(wording.plain[: span.start]):
            return meant[0]
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
    mine = [(start, end) for one, start, end in own if one.sku == line.sku]
    parts = [*_of_both(told.plain, parts, own), *mine] if mine else _but_of_others(told.plain, parts, pair, line)
    wish = read_wish(_only(told, _own_half(told.plain, parts, pair, line)), line.options, words, places)
    if wish.is_empty:
        wish = _from_list(told, mentions, line, words) or wish
    said = told.plain[min(p[0] for p in parts) : max(p[1] for p in parts)]
    if LIKE_ANOTHER.search(said) or LIKE_OWN.search(said):
        wish = _like_another(line, orders) or wish
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


def _own_half(plain: str, parts: list[tuple[int, int]], pair: list[OrderLine], line: OrderLine) -> list[tuple[int, int]]:
    """Of "one to ceramic, the other to glass" the half that goes for this line."""
    if len(pair) != 2:  # noqa: PLR2004 - one and the other
        return parts
    for start, end in parts:
        other = THE_OTHER.search(plain, start, end)
        ones = list(ONE.finditer(plain, start, other.start())) if other else []
        if other and ones:
            return [(ones[-1].start(), other.start())] if line is pair[0] else [(other.start(), end)]
    return parts


def _of_both(plain: str, parts: list[tuple[int, int]], own: list[tuple[OrderLine, int, int]]) -> list[tuple[int, int]]:
    """What is said of all of a kind before each is told: "Both in polyester. The small one brown, the large one grey"."""
    first = min(start for _, start, _ in own)
    sentences = (match.span() for start, end in parts for match in SENTENCE.finditer(plain, start, min(end, first)))
    return [span for span in sentences if OF_BOTH.search(plain, *span)]


def _but_of_others(plain: str, parts: list[tuple[int, int]], pair: list[OrderLine], line: OrderLine) -> list[tuple[int, int]]:
    """The parts but for what is said of another of its kind: "one brown, one black. Both in wood. The brown one in 4 ft"."""
    if len(pair) < 2:  # noqa: PLR2004 - one and another
        return parts
    left = []
    for start, end in parts:
        sentences = [match.span() for match in SENTENCE.finditer(plain, start, end)]
        left += [span for span in sentences if not _is_of_another(plain[slice(*span)], pair, line)]
    return left or parts


def _is_of_another(sentence: str, pair: list[OrderLine], line: OrderLine) -> bool:
    if EACH_TOLD.search(sentence):
        # Says what they are now.
        return True
    meant = [one_told(match.group(), 0, len(match.group()), pair) for match in THE_ONE.finditer(sentence)]
    told = [one.sku for lines in meant for one in lines]
    return bool(told) and line.sku not in told


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
        before = [one for one in told.mentions if one.start < condition.start]
        owners = inside or before[-1:]
        if not owners or any(line.name in owner.names for owner in owners):
            return condition.otherwise
    return None
