"""How much more the customer is willing to pay for what comes in the place of what they ordered."""

from decimal import Decimal
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.instead import request_instead
from actions.needs.replacement import plans_of
from actions.needs.scope import chosen_lines
from actions.request import Known, Need, Question, Refusal
from actions.values import money
from bot.shop.money import Money
from bot.shop.words.conditions import Otherwise
from bot.shop.words.price_limits import price_limit

if TYPE_CHECKING:
    from actions.talk import Talk


class WithinLimit(Need):
    """Ends a request that costs more than the customer said they would pay; never asks."""

    name = "price_limit"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        limit = price_limit(heard.text)
        if limit is not None:
            known["limit"], known["beyond_limit"] = str(limit.extra), limit.otherwise.value
        return False

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        plans = plans_of(talk, known) if "limit" in known else None
        if not plans:
            return None
        difference = Money.total(plan.difference for plan in plans)
        if difference.amount <= Decimal(known["limit"]):
            return None
        otherwise = Otherwise(known["beyond_limit"])
        lines = chosen_lines(talk, known)
        talk.memory.order, talk.memory.articles = lines[0].order_number, [line.id for line in lines]
        values = {"amount": money(difference)}
        if otherwise is Otherwise.KEEP:
            return Refusal("utter_beyond_price_limit", values)
        name, of_it = request_instead(otherwise, lines)
        return Refusal("utter_beyond_price_limit", values, closing=None, instead=name, instead_known=of_it)
