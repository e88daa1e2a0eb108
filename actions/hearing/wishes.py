"""Which of the clauses of a message are wishes of their own, told by what was said beside them."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from actions.hearing.intents import ADDRESSES, CANCEL, CHANGE, EXCHANGES, RETURN
from bot.shop.order_words import adds_articles, removes_articles, speaks_of_order
from bot.shop.payment_words import speaks_of_method
from bot.shop.words.addresses import Whose, address_words
from bot.shop.words.changes import speaks_also
from bot.shop.words.conditions import Otherwise, goes_on_with_choice, outcome_of
from bot.shop.words.own import speaks_of_money_back
from bot.shop.words.phrases import read
from bot.shop.words.price_limits import is_beyond_limit

# As the understanding gives it: {intent, faq, text, start, end, otherwise}.
Wish = dict[str, Any]

# What is wished for in the place of what cannot be; to keep all as it is takes no request.
REQUESTS_INSTEAD = {Otherwise.CANCEL: CANCEL, Otherwise.RETURN: RETURN}
# All articles that are to be replaced, or sent back, go in one request.
ONE_REQUEST = (EXCHANGES, frozenset([RETURN]))
# All addresses that become the same one do, too: "on my profile, and on every order where that's possible".
BESIDE_ADDRESSES = ADDRESSES | {"ask_own_data", "edit_account"}
OUTDATED = re.compile(
    r"(?i)^[^.;!?]*\b(?:account|profile|data|details|address)\b[^.;!?]{0,20}"
    r"\b(?:out of date|outdated|old|wrong|incorrect|not (?:right|correct|current|up to date))\W*$"
)
OF_ORDERS = frozenset(["track_order", "list_orders"])
OF_REFUNDS = frozenset(["request_refund", "track_refund", "ask_order_total"])
# "... and on every order where that's still possible", behind an address.
EVERY = re.compile(r"(?i)\b(?:on|for|in|to) (?:every|all|each|any|both)\b[^.;!?]*\borders?\b[^?]*$")
PUTS_RIGHT = re.compile(r"(?i)\b(?:fix|correct|change|update|adjust|amend|apply|put) (?:this|that|it)\b")
# Nobody who only states something asks for these: "waterproof or not doesn't matter".
TOLD = frozenset(["track_order", "list_orders", "place_order", "write_review", "report_delivery_problem"])
OF_ACCOUNTS = frozenset(["delete_account", "create_account", "switch_account", "recover_password"])
# In any of the languages, or of a script in which it is not looked for.
OF_PAYMENT = re.compile(
    r"(?i)charg|pa(?:id|y)|card|bill|debit|money|account|bank|transact|refund|declin|amount|raha|maks|konto|arve|singil|bayad"
    r"|bawas|kaltas|[\u0400-\u058f]"
)
# "Charge my credit card", also misspelt: says how to pay, of no trouble with it.
CHARGES = re.compile(
    r"(?i)\W*(?:(?:and|just|please|pls|then|you can)\W+)*(?:c[harge]{4,5}|bill|debit|use)\s+(?:it\s+(?:to|on)\s+)?(?:my|the)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:card|mastercard|visa|amex|paypal)(?:\s+(?:please|pls|for it))?\W*"
)
NUMBER = re.compile(r"\d+")
# A last sentence of a few words that ends in a colon, behind another one.
HEAD = re.compile(r"(?<=[.!?]\s)(?:[^\s.!?:]+\s+){0,5}[^\s.!?:]+:\s*$")
THEN = re.compile(r"(?i)\W*then\b")
SCRAP_WORDS = 3


def joined(
    wishes: Sequence[Wish], text: str, is_statement: Callable[[str], bool], numbers_in: Callable[[Wish], bool]
) -> list[Wish]:
    """The wishes, with what is said of them beside them, and with several of one request as one.

    `numbers_in`: whether a wish names an order by number; two that do are about two orders.
    """
    told: list[Wish] = []
    for wish in map(_in_place, _with_consequences(_with_heads(wishes, text))):
        before = told[-1] if told else None
        if before is None:
            told.append(wish)
        elif goes_on_with_choice(before["text"], wish["text"]):
            # "Green if you have it, if not blue": whichever of its halves was taken for a change.
            told[-1] = _both(wish if wish["intent"] in EXCHANGES else before, before, wish, text)
        elif _belongs_to(before, wish, is_statement, numbers_in):
            told[-1] = _both(before, before, wish, text)
        elif len(told) == 1 and _introduces(before, wish, is_statement):
            told[-1] = _both(wish, before, wish, text)
        else:
            told.append(wish)
    return told


def _with_heads(wishes: Sequence[Wish], text: str) -> Sequence[Wish]:
    """'Return the lamp. The mug: blue is ugly, exchange it': what stands before the colon is said of what stands behind it."""
    told: list[Wish] = []
    for wish in wishes:
        head = HEAD.search(told[-1]["text"]) if told and not wish["otherwise"] else None
        if head is not None:
            start = told[-1]["start"] + head.start()
            told[-1] = told[-1] | {"end": start, "text": text[told[-1]["start"] : start].strip()}
            told.append(wish | {"start": start, "text": text[start : wish["end"]].strip()})
        else:
            told.append(wish)
    return told


def _with_consequences(wishes: Sequence[Wish]) -> Iterator[Wish]:
    """'If you cannot take it out, then cancel the order' is one wish."""
    condition: Wish | None = None
    for wish, following in zip(wishes, [*wishes[1:], None], strict=False):
        leads_on = following is not None and not following["otherwise"] and THEN.match(following["text"])
        if wish["otherwise"] and leads_on:
            condition = wish
            continue
        yield wish if condition is None else wish | {"start": condition["start"], "otherwise": True}
        condition = None


def _belongs_to(before: Wish, wish: Wish, is_statement: Callable[[str], bool], numbers_in: Callable[[Wish], bool]) -> bool:
    """Whether it only says more of the wish before it."""
    is_one, only_tells = _is_one_request(before, wish), _only_tells(wish, is_statement)
    if wish["otherwise"] and (is_one or only_tells or _are_kin(before, wish)):
        # "if that doesn't work, my card is fine", "if it can't be taken out, make it red": a second choice of the same wish.
        return True
    if _asks_of_listing(before, wish):
        return True
    if is_beyond_limit(wish["text"]):
        # "If it costs more, leave it": to be read together with what it limits.
        return True
    if before["otherwise"] or wish["otherwise"]:
        return False
    if before["text"].rstrip().endswith(":") and before["intent"] in EXCHANGES:
        # "change my order: the silver one to gold"
        return True
    return only_tells or (is_one and not (numbers_in(before) and numbers_in(wish)))


def _introduces(before: Wish, wish: Wish, is_statement: Callable[[str], bool]) -> bool:
    """Whether the first clause only tells what the wish behind it is about."""
    only_tells = _only_tells(before, is_statement) or _tells_outdated(before, wish)
    return only_tells and not (before["otherwise"] or wish["otherwise"])


def _tells_outdated(before: Wish, wish: Wish) -> bool:
    """'My profile is out of date.', before it is said what the address is to be."""
    return wish["intent"] in ADDRESSES and before["intent"] in BESIDE_ADDRESSES and bool(OUTDATED.search(before["text"]))


def _is_one_request(one: Wish, other: Wish) -> bool:
    if one["intent"] in ADDRESSES and other["intent"] in OF_ORDERS and EVERY.search(other["text"]):
        return True
    if one["intent"] in ADDRESSES and other["intent"] == CHANGE and EVERY.search(other["text"].rstrip(" ?")):
        # "I live at 12, not at 21. Could you fix this for every order?"
        return bool(PUTS_RIGHT.search(other["text"]))
    if one["intent"] in ADDRESSES and (other["intent"] in BESIDE_ADDRESSES or _also_the_account(other)):
        # Two written ones are two, the same one written twice is one.
        numbers, others = (set(NUMBER.findall(wish["text"])) for wish in (one, other))
        is_other = bool(numbers) and not others <= numbers
        return not is_other and (other["intent"] in ADDRESSES or "?" not in other["text"])
    if _changes_number(one) is not _changes_number(other):
        return False
    return _are_kin(one, other)


def _are_kin(one: Wish, other: Wish) -> bool:
    return any(one["intent"] in kin and other["intent"] in kin for kin in ONE_REQUEST)


def _changes_number(wish: Wish) -> bool:
    """Whether it wants articles taken out of an order, or put in, which none that is exchanged waits for."""
    return wish["intent"] == CHANGE and (removes_articles(wish["text"]) or adds_articles(wish["text"]))


def _also_the_account(wish: Wish) -> bool:
    """'And my account too', behind an address: nobody says so little to have it closed."""
    return wish["intent"] in OF_ACCOUNTS and Whose.OWN in address_words(wish["text"]).whose and speaks_also(wish["text"])


def _in_place(wish: Wish) -> Wish:
    """What is wished for in the place of another, by the words for it: "could you cancel it instead"."""
    outcome = outcome_of(read(wish["text"]).plain) if wish["otherwise"] else None
    intent = REQUESTS_INSTEAD.get(outcome) if outcome else None
    return wish if intent is None else wish | {"intent": intent, "faq": None}


def _only_tells(wish: Wish, is_statement: Callable[[str], bool]) -> bool:
    asks = wish["faq"] or wish["intent"].startswith("ask_") or wish["intent"] in TOLD or _is_scrap(wish) or _only_pays(wish)
    return bool(asks) and is_statement(wish["text"])


def _is_scrap(wish: Wish) -> bool:
    """Hardly more than the name of a trouble, beside what is to be done about it: "money trouble. cancel my orders".

    Nor is it one of a payment where no payment is spoken of: "I have the same lamp twice".
    """
    text = wish["text"]
    is_scrap = len(text.split()) <= SCRAP_WORDS or CHARGES.fullmatch(text) or not OF_PAYMENT.search(text)
    return wish["intent"] == "report_payment_problem" and bool(is_scrap)


def _asks_of_listing(before: Wish, wish: Wish) -> bool:
    """'... and what would I get back?', which the listing of what is cancelled or sent back tells."""
    return before["intent"] in {CANCEL, RETURN} and wish["intent"] in OF_REFUNDS and speaks_of_money_back(wish["text"])


def _only_pays(wish: Wish) -> bool:
    """'It would have to be the amex', which is taken for a wish for something else, too."""
    return wish["intent"] in EXCHANGES and speaks_of_method(wish["text"]) and not speaks_of_order(wish["text"])


def _both(kind: Wish, first: Wish, last: Wish, text: str) -> Wish:
    return kind | {"start": first["start"], "end": last["end"], "text": text[first["start"] : last["end"]]}
