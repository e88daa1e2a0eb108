"""What is asked of orders: what is in one, and what comes back of all that was just cancelled or sent back."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.hearing.intents import CANCEL, RETURN, UNSURE
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import orders_bound

if TYPE_CHECKING:
    from actions.talk import Talk

REFUNDING = frozenset([RETURN, CANCEL])
# "One is going to Boston, what exactly is in that?"
WHAT_IS_IN = re.compile(
    r"(?i)\bwhat(?:['\u2019]?s|['\u2019]?re| is| are| was| do i have| did i (?:order|put))?(?: \w+){0,2}? in"
    r" (?:it|that|this|there|them|(?:that|this|the) (?:\w+ )?(?:one|order|parcel|package))\b"
)
# "What's the sum of all that?", "what do I get back for all of it, lamp and chairs"
SUM_OF_ALL = re.compile(
    r"(?i)^\W*(?:(?:and|so|ok|okay|alright|all right|right|well|then|great|thanks|thank you|now|last)\W+)*(?:tell me )?"
    r"(?:what(?:['\u2019]?s| is| was| will be| would be)? (?:the |my )?(?:whole |total )?(?:sum|total|amount)\b"
    r"(?: of (?:all|both|that|those|these|everything)\b|\W*$)"
    r"|(?:what|how much) (?:do|will|would|am) (?:i|we) (?:get|getting|have) back (?:for|from|of) (?:all|both|everything)\b)"
)


def asks_for_sum_of_all(talk: "Talk", heard: Heard) -> bool:
    """'What's the sum of all that, cancellations plus sneakers?', when something was just cancelled or sent back."""
    return talk.memory.settled in REFUNDING and talk.agenda.top is None and bool(SUM_OF_ALL.search(heard.text))


def asks_what_is_in(talk: "Talk", heard: Heard) -> bool:
    """'I have too many orders, one goes to Boston, what is in that?'"""
    is_asked = heard.intent in UNSURE and WHAT_IS_IN.search(heard.text)
    return bool(is_asked) and (speaks_of_order(heard.text) or bool(orders_bound(heard.text, talk.orders)))
