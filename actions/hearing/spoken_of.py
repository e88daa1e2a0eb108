"""Which of their articles a message speaks of, and whether it wants them to be others."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.hearing.intents import EXCHANGES, PRODUCT
from bot.services.catalogue import find_products, names_said, product_names
from bot.shop.exchange_wishes import combined_wish, current_variant
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import orders_of_status, speaks_of_pending, status_said
from bot.shop.selection import select
from bot.shop.telling_apart import told_apart
from bot.shop.variant_match import MatchResult, match_variant
from bot.shop.words.bare_wishes import is_bare_wish, tells_or_asks
from bot.shop.words.changes import BACK, Change, change_said, goes_on, speaks_of_returning, speaks_of_unnamed
from bot.shop.words.descriptions import CUE
from bot.shop.words.names import name_phrases
from bot.shop.words.options import words_for
from bot.shop.words.own import says_my, speaks_of_own
from bot.shop.words.phrases import read, worded
from bot.shop.words.wishes import is_same_again

if TYPE_CHECKING:
    from actions.talk import Talk

# "The grey kettle", or at the beginning "kettle": as nobody speaks of what they do not have.
DEFINITE = re.compile(
    r"\b(?:the|that|this|these|those)(?: [\w-]+){0,3} ?$|(?:^|[.;!?:]\s+|^(?:hi|hey|hello|ok|and|so|also),? )\W*$"
)
# "That big kettle"
THAT = re.compile(r"\b(?:that|this)(?: [\w-]+){0,2} $")
# "Now the 7, for my wife.", "And the grey one: it should be ..."
AT_HEAD = re.compile(
    r"^\W*(?:(?:and|now|next|then|ok|okay|so|also|as for|for)\W+)*the (?:(?!same\b)[\w%-]+)(?: [\w%-]+)??(?: ones?| pairs?)?"
    r"(?=\s*[,:.;-]| for (?:my|our) \w+\b| should\b| needs?\b| has to\b| (?:is|are|isnt|arent)\b)"
)
# More are no mere choice.
FEW_WORDS = 10
# With these an article would become another one.
WOULD_CHANGE = {MatchResult.ONE, MatchResult.SEVERAL, MatchResult.NONE}


def lines_to_change(talk: "Talk", heard: Heard) -> list[OrderLine]:
    """Those that the text speaks of, and wants to be something that they are not."""
    said = change_said(heard.text)
    if said is None and _chooses_told(talk, heard):
        told = [line for line in talk.lines if line.id in talk.memory.articles]
        return [line for line in told if _becomes_another(talk, heard.text, line, told)]
    if said is None and _goes_on_wishing(talk, heard):
        # "Also the boots: in size 9.", "Boots -> size 9, rest same.", "That kettle in red."
        said = Change.LIKELY
    if said is None or (said is Change.LIKELY and _may_be_answer(talk)):
        return []
    lines = _lines_spoken_of(talk, heard.text)
    return [line for line in lines if _becomes_another(talk, heard.text, line, lines)]


def _goes_on_wishing(talk: "Talk", heard: Heard) -> bool:
    is_wish = goes_on(heard.text) or is_bare_wish(heard.text) or _names_told(talk, heard.text)
    return is_wish and heard.is_statement and not speaks_of_returning(heard.text)


def may_change(talk: "Talk", heard: Heard, *, is_unsure: bool) -> bool:
    """Whether somebody whose orders are not known yet wants one of their articles to be another."""
    said = change_said(heard.text) or (Change.LIKELY if heard.is_statement and is_bare_wish(heard.text) else None)
    if said is None or talk.orders:
        return False
    likely = heard.likely
    says_options = says_options_of_product(talk, heard.text) or is_same_again(heard.text)
    if said is Change.LIKELY and not likely & EXCHANGES and not says_options:
        return False
    is_own = says_my(heard.text) or heard.first("order_number") is not None
    is_own = is_own or ((is_unsure or says_options or heard.is_statement) and speaks_of_own(heard.text))
    # "That 2L kettle is huge, a 1L one would be better": as nobody speaks of what they do not have.
    is_own = is_own or (is_unsure and says_options and _names_definite(talk, heard.text))
    # "The kit, can I have it from brand A instead of C": as nobody speaks of what is not theirs.
    is_own = is_own or (is_unsure and says_options and said is Change.PLAIN)
    # "Change the lamp to a silver one", "for the order with the desk in it: I'd prefer the blue one"
    is_own = is_own or (says_options and heard.is_statement and _is_of_own_order(talk, heard, said))
    # "I've two beds pending. Both should be brown."
    is_own = is_own or (says_options and speaks_of_pending(heard.text))
    # "Two swaps: the kettle for a 2L one, and ..."
    is_own = is_own or (bool(likely & EXCHANGES) and says_options and said is Change.PLAIN and heard.is_statement)
    goes_on = bool(talk.memory.products) and speaks_of_unnamed(heard.text)
    return is_own and (goes_on or bool(names_said(talk.turn.db, heard.text)))


def speaks_of_articles(talk: "Talk", heard: Heard) -> bool:
    """Whether it names what was ordered, or, of somebody who is not known yet, what may have been."""
    if heard.first("order_number") is not None or not select(heard.text, talk.orders).says_nothing:
        return True
    if talk.memory.order is not None and speaks_of_unnamed(heard.text):
        return True
    if talk.orders:
        return False
    # "Return everything that went to Austin."
    is_all = heard.first("extent") is not None and speaks_of_order(heard.text)
    return is_all or speaks_of_own(heard.text) or bool(names_said(talk.turn.db, heard.text))


def lines_named(talk: "Talk", text: str) -> list[OrderLine]:
    """Those that are meant beyond doubt, or may be."""
    selection = select(text, talk.orders)
    return [*selection.lines, *(line for group in selection.unclear for line in group)]


def _chooses_told(talk: "Talk", heard: Heard) -> bool:
    """'OK, the 8 then, in red', to who was just told what there is in the place of an article of theirs."""
    is_told = talk.memory.settled == PRODUCT and talk.agenda.top is None and bool(talk.memory.articles)
    return is_told and heard.is_statement and len(heard.text.split()) <= FEW_WORDS and not BACK.search(read(heard.text).plain)


def _names_told(talk: "Talk", text: str) -> bool:
    """'That kettle in red', right after something was done about the order that it is in."""
    order = talk.order(talk.memory.order) if talk.memory.order and talk.memory.settled and talk.agenda.top is None else None
    plain = read(text).plain
    names = name_phrases(frozenset(line.name for line in order.lines)).find(worded(plain)) if order is not None else ()
    return any(THAT.search(plain[: span.start]) for span in names) and not tells_or_asks(text)


def _may_be_answer(talk: "Talk") -> bool:
    """Whether a question is open that the same words may answer: "the 10 inch tablet please"."""
    request = talk.agenda.top
    return request is not None and request.name not in EXCHANGES and request.asking != "confirmation"


def _lines_spoken_of(talk: "Talk", text: str) -> list[OrderLine]:
    selection = select(text, talk.orders, exchanges=True)
    named = [*selection.lines, *(line for group in selection.unclear for line in group)]
    if named or selection.left_out or not speaks_of_unnamed(text) or names_said(talk.turn.db, text):
        return named
    told = other_at_head(talk, text) or last_told(talk, text, talk.lines)
    if told:
        return told
    lines = [line for order in _orders_spoken_of(talk, text) for line in order.lines]
    return lines if len(lines) == 1 else []


def _orders_spoken_of(talk: "Talk", text: str) -> list[Order]:
    last = talk.order(talk.memory.order) if talk.memory.order else None
    return orders_of_status(text, talk.orders) or ([last] if last else [])


def _becomes_another(talk: "Talk", text: str, line: OrderLine, lines: Sequence[OrderLine]) -> bool:
    wish = combined_wish([text], line, lines, talk.orders, line.variants)
    return match_variant(wish, current_variant(line, line.variants), line.variants).result in WOULD_CHANGE


def _is_of_own_order(talk: "Talk", heard: Heard, said: Change) -> bool:
    return speaks_of_order(heard.text) or (said is Change.PLAIN and _names_definite(talk, heard.text))


def _names_definite(talk: "Talk", text: str) -> bool:
    """'The puzzle', 'that big kettle', 'Kettle should be red'."""
    plain = read(text).plain
    names = name_phrases(product_names(talk.turn.db))
    return any(DEFINITE.search(plain[: span.start]) for span in names.find(read(text)))


def last_told(talk: "Talk", text: str, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Of the lines those that were told of last and that the text goes on about: 'the one that hasn't shipped, in red'."""
    if not speaks_of_unnamed(text):
        return []
    told = [line for line in lines if line.id in talk.memory.articles]
    plain = read(text).plain
    cue = CUE.search(plain)
    about = plain[: cue.start()] if cue else plain
    states = status_said(about)
    return told_apart(about, [line for line in told if line.order.status in states] or told) if told else []


def other_at_head(talk: "Talk", text: str) -> list[OrderLine]:
    """Of the same kind as what was talked about last the one that the first words tell: 'Now the 7, it ...', 'The other: ...'."""
    found = AT_HEAD.search(read(text).plain)
    names = {line.name for line in talk.lines if line.id in talk.memory.articles}
    of_kind = [line for line in talk.lines if line.name in names and not line.order.is_cancelled]
    if found and " other" in found.group():
        of_kind = [line for line in of_kind if line.id not in talk.memory.articles]
    meant = told_apart(found.group(), of_kind) if found and of_kind else []
    return meant if len(meant) == 1 and meant[0].id not in talk.memory.articles else []


def other_of_kind(talk: "Talk", text: str, fits: Callable[["Talk", OrderLine], bool]) -> OrderLine | None:
    """Of what was talked about last the other one: 'and the silver one that I have got already', 'return the ones I have'."""
    lines = talk.lines
    told = [line for line in lines if line.id in talk.memory.articles]
    told = told or [line for line in lines if line.order_number == talk.memory.order]
    if not told or not speaks_of_unnamed(text):
        return None
    names, states = {line.name for line in told}, status_said(read(text).plain)
    of_kind = [line for line in lines if line.name in names and line not in told and line.order.status in states]
    others = [line for line in told_apart(text, of_kind) if fits(talk, line)] if of_kind else []
    is_told = len(states) == 1 and len(others) < len(of_kind)
    is_only = not any(fits(talk, line) for line in told)
    return others[0] if len(others) == 1 and (is_told or is_only) else None


def says_options_of_product(talk: "Talk", text: str) -> bool:
    """Whether it says options of a product that it names: "get the pet bed you delivered in grey"."""
    wording = read(text)
    products = (product for name in names_said(talk.turn.db, text) for product in find_products(talk.turn.db, name))
    return any(words_for(variant.options for variant in product.variants).said.find(wording) for product in products)
