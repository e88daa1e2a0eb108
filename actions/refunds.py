"""Money that is on its way to a customer who was told by when: they hear of it again when that day is over."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from actions.needs.order import customer_id
from actions.values import money
from bot.services.follow_ups import schedule_refunds
from bot.services.refunds import RefundState, refunds_of
from bot.shop.money import Money

if TYPE_CHECKING:
    from actions.talk import Talk

# "Send the kettle back as well, and tell me the sum of both."
ASKS_TOTAL = re.compile(
    r"(?i)\b(?:tell me|let me know|what(?:['\u2019]?s| is| will be)|how much is|calculate|add up)\b[^.;!?]{0,20}"
    r"\b(?:sum|total|(?:both|all of (?:it|them)|everything) (?:together|in all))\b"
)


def tell_total(talk: "Talk", words: str) -> None:
    """What comes back of all that this talk sent back and cancelled, to who asked for the sum of it beside the wish."""
    if not ASKS_TOTAL.search(words):
        return
    turn = talk.turn
    refunds = refunds_of(turn.db, customer_id(talk), order_number=None, terms=turn.terms, today=turn.today)
    say_total(talk, [refund for refund in refunds if is_of_talk(talk, refund)])


def say_total(talk: "Talk", refunds: Sequence[RefundState]) -> None:
    """The sum of several."""
    for total in Money.totals(refund.amount for refund in refunds) if len(refunds) > 1 else ():
        talk.say("utter_refunds_total", total=money(total))


def is_of_talk(talk: "Talk", refund: RefundState) -> bool:
    return refund.at is not None and refund.at >= talk.turn.conversation.opened_at


def follow_refunds(talk: "Talk", order_numbers: Iterable[str]) -> None:
    turn = talk.turn
    for number in order_numbers:
        refunds = refunds_of(turn.db, customer_id(talk), order_number=number, terms=turn.terms, today=turn.today)
        schedule_refunds(turn.db, turn.conversation, refunds, turn.terms)
