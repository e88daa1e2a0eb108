"""The shop's remedy for a late order: offered when the delay is admitted, given after a yes."""

from typing import TYPE_CHECKING

from actions.needs.offer import Offer
from actions.needs.order import customer_id
from actions.request import Known, Question, Request
from actions.values import day, money
from bot.services.lateness import LateOrder
from bot.services.vouchers import grant_late_voucher

if TYPE_CHECKING:
    from actions.talk import Talk


class VoucherOffer(Offer):
    def listing(self, talk: "Talk", known: Known) -> Question:
        return Question("utter_offer_late_voucher", {"order_number": known["order"], "amount": known["amount"]})


class LateVoucher(Request):
    name = "late_voucher"
    is_repeatable = False
    is_invitation = True
    needs = (VoucherOffer(),)

    @classmethod
    def offer(cls, talk: "Talk", late: LateOrder) -> bool:
        """Offer what the shop gives for the delay; whether it gives anything."""
        if late.remedy is None:
            return False
        return talk.invite(cls.name, order=late.order.number, amount=money(late.remedy))

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        outcome = grant_late_voucher(
            turn.db, customer_id(talk), known["order"], key=turn.message_id, terms=turn.terms, now=turn.now
        )
        if outcome.voucher is None:
            talk.fail("utter_voucher_failed")
            return
        voucher = outcome.voucher
        talk.say("utter_voucher_given", code=voucher.code, amount=money(voucher.amount), until=day(voucher.valid_until))
        talk.close("utter_anything_else")
