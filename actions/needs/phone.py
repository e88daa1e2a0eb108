"""The number to call."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal

if TYPE_CHECKING:
    from actions.talk import Talk

# So many digits are meant for a telephone number, right or wrong.
MIN_DIGITS = 6
# Nothing but a number, as a correction of the one that is listed.
NUMBER = re.compile(r"[\s\d()+./-]+")


class Phone(Need):
    """As the customer writes it, or the one that the shop knows of them."""

    name = "phone"
    # Digits alone look like an order number.
    answered_by = frozenset({"track_order"})

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        number = heard.first("phone")
        if number is not None:
            known["phone"] = number
        elif (asked or NUMBER.fullmatch(heard.text)) and sum(map(str.isdigit, heard.text)) >= MIN_DIGITS:
            talk.say("utter_phone_not_valid")
        else:
            return False
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        customer = talk.customer
        if "phone" not in known and customer is not None and (customer.phone or "").startswith("+"):
            known["phone"] = "+" + re.sub(r"\D", "", customer.phone or "")
        return None if "phone" in known else Question("utter_ask_phone")
