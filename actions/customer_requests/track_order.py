"""Where an order is: a promise that was broken is admitted before anything else is said."""

from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.needs.order import WhichOrder, chosen_order
from actions.request import Known, Request
from actions.values import bullets, day
from bot.shop.order import Order, OrderStatus

if TYPE_CHECKING:
    from actions.talk import Talk


class TrackOrder(Request):
    name = "track_order"
    needs = (Identity(), WhichOrder())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        order = chosen_order(talk, known)
        is_late = order.is_late(talk.turn.today)
        if is_late and order.promised_on is not None:
            talk.say("utter_order_late", order_number=order.number, promised_on=day(order.promised_on))
        _say_status(talk, order)
        if not is_late and order.promised_on is not None and order.status in UNDERWAY:
            talk.say("utter_order_promised", promised_on=day(order.promised_on))
        _say_tracking(talk, order)
        talk.close("utter_offer_human_about_delay" if is_late else "utter_anything_else")


UNDERWAY = {OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED}


def _say_status(talk: "Talk", order: Order) -> None:
    articles = bullets(line.title for line in order.lines)
    response = f"utter_order_{order.status.value}"
    moment = order.cancelled_at if order.status is OrderStatus.CANCELLED else order.delivered_at
    if moment is None:
        talk.say(response, order_number=order.number, articles=articles)
    else:
        talk.say(f"{response}_on", order_number=order.number, articles=articles, on=day(talk.turn.terms.day_of(moment)))


def _say_tracking(talk: "Talk", order: Order) -> None:
    if order.status not in UNDERWAY:
        return
    for shipment in order.shipments:
        if shipment.tracking_number and shipment.carrier:
            talk.say("utter_tracking_with_carrier", carrier=shipment.carrier, tracking_number=shipment.tracking_number)
        elif shipment.tracking_number:
            talk.say("utter_tracking", tracking_number=shipment.tracking_number)
