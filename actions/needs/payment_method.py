"""By which of the customer's payment methods money comes or goes."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Choice, Known, Need, Question, Refusal
from actions.wording import name_of_method
from bot.shop.customer import PaymentMethod
from bot.shop.payment_words import methods_named

if TYPE_CHECKING:
    from actions.talk import Talk

# Intents of messages that name a payment method, besides plain answers.
TELLING = {
    "change_payment",
    "ask_payment_methods",
    "ask_refund_policy",
    "request_refund",
    "start_return",
    "exchange_article",
    "change_order",
}


class WhichPaymentMethod(Need):
    """One by its brand, its last digits or its kind, chosen from a list where that leaves several."""

    name = "payment_method"

    @abstractmethod
    def methods(self, talk: "Talk", known: Known) -> list[PaymentMethod]:
        """Those that can be meant."""

    @abstractmethod
    def unnamed(self, talk: "Talk", methods: list[PaymentMethod]) -> PaymentMethod | None:
        """The one that is meant where nothing was said of it."""

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        return Refusal("utter_no_other_payment")

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        pressed = heard.first("payment_method")
        if pressed is not None:
            known["method"] = pressed
            return True
        corrects = heard.is_objection or heard.is_proviso
        if heard.is_aside and heard.intent not in TELLING and not corrects and not (asked and heard.is_statement):
            return False
        if not asked and "method" not in known and "method_words" not in known:
            known["method_words"] = heard.text
            return False
        if not methods_named(heard.text, talk.payment_methods):
            return False
        known.pop("method", None)
        # What was listed by another method is shown again, also where the message is read as a mere no.
        known.pop("methods", None)
        known["method_words"] = heard.text
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        methods = self.methods(talk, known)
        if known.get("method") in {method.id for method in methods}:
            return None
        if not methods:
            return self.nothing_to_choose(talk, known)
        named = methods_named(known.get("method_words", ""), methods)
        chosen = named[0] if len(named) == 1 else None if named else self.unnamed(talk, methods)
        if chosen is None:
            return Question("utter_ask_payment_method", choices=choices_of(named or methods))
        known["method"] = chosen.id
        return None


def choices_of(methods: Sequence[PaymentMethod]) -> list[Choice]:
    return [Choice.answer(name_of_method(method), "payment_method", method.id) for method in methods]
