"""What a customer wishes for in the place of what cannot be: "if you don't have it, return it"."""

from collections.abc import Sequence
from dataclasses import replace

from actions.hearing.wishes import REQUESTS_INSTEAD
from actions.request import Known, Refusal
from bot.shop.order_line import OrderLine
from bot.shop.words.conditions import Otherwise, without_conditions
from bot.shop.words.phrases import read


def instead_of(refusal: Refusal, words: str) -> Refusal:
    """The refusal with what these words wish for in its case."""
    outcome = next((condition.otherwise for condition in without_conditions(read(words).plain)[1]), None)
    name = REQUESTS_INSTEAD.get(outcome) if outcome else None
    return refusal if name is None else replace(refusal, instead=name, instead_known={"reference": "same", "words": ""})


def request_instead(otherwise: Otherwise, lines: Sequence[OrderLine]) -> tuple[str, Known]:
    """The request that comes in the place of one about these lines, and what it knows already."""
    if otherwise is Otherwise.CANCEL:
        return "cancel_order", {"order_number": lines[0].order_number, "words": ""}
    return "start_return", {"lines": [line.id for line in lines], "words": ""}
