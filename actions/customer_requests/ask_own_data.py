"""What the shop has of the customer: name, e-mail, address, ways to pay, what is left on a gift card."""

from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.request import Known, Request
from actions.values import Value, bullets, money, phrase
from actions.wording import address_line, name_of_method
from bot.shop.customer import Customer, PaymentMethod

if TYPE_CHECKING:
    from actions.talk import Talk


class AskOwnData(Request):
    name = "ask_own_data"
    is_repeatable = False
    needs = (Identity(),)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        customer = talk.customer
        if customer is None:
            raise LookupError("the customer has not been identified")
        talk.say("utter_own_data", data=bullets(_data(customer)))
        talk.close("utter_anything_else")


def _data(customer: Customer) -> list[Value]:
    data = [phrase("utter_own_name", name=customer.name), phrase("utter_own_email", email=customer.email)]
    if customer.phone:
        data.append(phrase("utter_own_phone", phone=customer.phone))
    if customer.address is not None:
        data.append(phrase("utter_own_address", address=address_line(customer.address)))
    return [*data, *(phrase("utter_own_method", method=_method(method)) for method in customer.payment_methods)]


def _method(method: PaymentMethod) -> Value:
    if method.balance is None:
        return name_of_method(method)
    return phrase("utter_gift_card_with", balance=money(method.balance))
