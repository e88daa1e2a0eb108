"""Where an order is: a promise that was broken is admitted before anything else is said."""

from typing import TYPE_CHECKING

from actions.customer_requests.care_tip import CareTip
from actions.customer_requests.late_voucher import LateVoucher
from actions.customer_requests.price_protection import PriceProtection
from actions.needs.identity import Identity
from actions.needs.order import WhichOrder, chosen_order
from actions.request import Known, Request
from actions.values import bullets, day
from bot.services.follow_ups import schedule_delivery
from bot.services.lateness import LateOrder, lateness_of
from bot.shop.order import Order, OrderStatus
from bot.shop.words.own import asks_for_tracking_number

if TYPE_CHECKING:
    from actions.talk import Talk

UNDERWAY = {OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED}


class OrderToTrack(WhichOrder):
    goes_on = True


class TrackOrder(Request):
    name = "track_order"
    needs = (Identity(), OrderToTrack())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        order = chosen_order(talk, known)
        late = lateness_of(talk.turn.db, order, terms=talk.turn.terms, today=talk.turn.today)
        if late is not None:
            _admit(talk, late)
        _say_status(talk, order)
        if late is None and order.promised_on is not None and order.status in UNDERWAY:
            talk.say("utter_order_promised", promised_on=day(order.promised_on))
            schedule_delivery(talk.turn.db, talk.turn.conversation, order, talk.turn.terms)
        if order.status in UNDERWAY or asks_for_tracking_number(known["words"]):
            _say_tracking(talk, order)
        if not _offer(talk, order, late):
            talk.close("utter_anything_else" if late is None else "utter_offer_human_about_delay")


def _admit(talk: "Talk", late: LateOrder) -> None:
    """Say that the promise was broken, and the new date only where the shop has one."""
    number, promised_on = late.order.number, day(late.promised_on)
    if late.expected_on is None:
        talk.say("utter_order_late", order_number=number, promised_on=promised_on)
    else:
        talk.say("utter_order_late_new_date", order_number=number, promised_on=promised_on, expected_on=day(late.expected_on))


def _offer(talk: "Talk", order: Order, late: LateOrder | None) -> bool:
    """Offer what the shop has for this customer, one thing at most; whether there was any."""
    if late is not None and LateVoucher.offer(talk, late):
        return True
    if PriceProtection.offer(talk, order.number):
        return True
    return order.status is OrderStatus.DELIVERED and CareTip.offer(talk, order)


def _say_status(talk: "Talk", order: Order) -> None:
    articles = bullets(line.title for line in order.lines)
    response = f"utter_order_{order.status.value}"
    moment = order.cancelled_at if order.status is OrderStatus.CANCELLED else order.delivered_at
    if moment is None:
        talk.say(response, order_number=order.number, articles=articles)
    else:
        talk.say(f"{response}_on", order_number=order.number, articles=articles, on=day(talk.turn.terms.day_of(moment)))


def _say_tracking(talk: "Talk", order: Order) -> None:
    for shipment in order.shipments:
        if shipment.tracking_number and shipment.carrier:
            talk.say("utter_tracking_with_carrier", carrier=shipment.carrier, tracking_number=shipment.tracking_number)
        elif shipment.tracking_number:
            talk.say("utter_tracking", tracking_number=shipment.tracking_number)
