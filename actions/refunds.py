"""Money that is on its way to a customer who was told by when: they hear of it again when that day is over."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from actions.needs.order import customer_id
from bot.services.follow_ups import schedule_refunds
from bot.services.refunds import refunds_of

if TYPE_CHECKING:
    from actions.talk import Talk


def follow_refunds(talk: "Talk", order_numbers: Iterable[str]) -> None:
    turn = talk.turn
    for number in order_numbers:
        refunds = refunds_of(turn.db, customer_id(talk), order_number=number, terms=turn.terms, today=turn.today)
        schedule_refunds(turn.db, turn.conversation, refunds, turn.terms)
