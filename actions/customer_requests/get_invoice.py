"""The invoice of an order, as a link to the PDF."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.identity import Identity
from actions.needs.order import WhichOrder, chosen_order, customer_id
from actions.request import Known, Request
from actions.values import money
from bot.services.invoices import InvoiceResult, link_invoice
from bot.settings import get_settings

if TYPE_CHECKING:
    from actions.talk import Talk

CHECK = "check_invoice"


class GetInvoice(Request):
    name = "get_invoice"
    also = (CHECK,)
    needs = (Identity(), WhichOrder())

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        known.setdefault("intent", heard.intent)
        return super().hear(talk, known, heard, asking)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn, order = talk.turn, chosen_order(talk, known)
        token = link_invoice(turn.db, customer_id(talk), order.number, language=turn.conversation.language, now=turn.now)
        if isinstance(token, InvoiceResult):
            talk.say("utter_invoice_not_paid", order_number=order.number)
            talk.close("utter_anything_else")
            return
        link = f"{get_settings().public_url}/invoices/{token}"
        talk.say("utter_invoice_link", order_number=order.number, total=money(order.total), link=link)
        talk.close("utter_offer_human_about_invoice" if known["intent"] == CHECK else "utter_anything_else")
