"""What the customer takes instead where the money on their gift card is not enough for what they would rather have."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.replacement import Replacements, plans_of
from actions.request import Known, Need, Question, Refusal
from actions.values import money
from bot.shop.money import Money
from bot.shop.payment_words import methods_named
from bot.shop.words.balances import wished_if_short

if TYPE_CHECKING:
    from actions.talk import Talk


class IfShort(Need):
    """Goes over to the second choice; never asks."""

    name = "if_short"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        wish = wished_if_short(heard.text)
        if wish:
            known["if_short"], known["short_words"] = wish, heard.text
        return False

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        plans = plans_of(talk, known) if "if_short" in known else None
        due = [plan.difference for plan in plans or () if plan.difference.is_positive]
        cards = [method for method in methods_named(known.get("short_words", ""), talk.payment_methods) if method.is_gift_card]
        if not due or not cards or any(card.covers(Money.total(due)) for card in cards):
            return None
        talk.say("utter_gift_card_below_difference", amount=money(Money.total(due)))
        # So that the method of payment does not tell it again.
        known["told_due"] = str(Money.total(due))
        known["wishes"] = [*known.get("wishes", ()), [known.pop("if_short"), None]]
        known["replacements"] = {}
        return Replacements().check(talk, known)
