"""What stands beside a proved customer's conversation."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services.call_backs import request_call_back
from bot.services.complaints import make_complaint
from bot.services.customer_file import open_file
from bot.services.promises import make_promise
from bot.services.ratings import rate
from bot.shop.terms import Terms
from bot.support.promise import PromiseKind
from bot.support.rating import Tone
from tests.factories import NOW, a_conversation, an_order, saved, usd

HOUR = timedelta(hours=1)


def test_it_holds_what_is_open_for_this_customer_and_nobody_else(db: Session) -> None:
    order, strangers = an_order(), an_order()
    db.add_all([order, strangers])
    db.flush()
    for customer_id in (order.customer_id, strangers.customer_id):
        conversation = saved(db, a_conversation(customer_id=customer_id))
        request_call_back(db, conversation, "+37255501234", (NOW + HOUR, NOW + 2 * HOUR), key=f"call {customer_id}", now=NOW)
        make_complaint(db, conversation, "It was late.", key=f"complaint {customer_id}", terms=Terms(), now=NOW)
        rate(db, conversation, "track_order", 3, Tone.SOUR, key=f"rating {customer_id}", now=NOW)
    kept = make_promise(db, PromiseKind.DELIVERY, order.customer_id, NOW, NOW)
    kept.keep(NOW)
    db.flush()

    file = open_file(db, order.customer_id, Terms(), NOW)

    assert file.value == usd("42.50")
    assert [promise.kind for promise in file.promises] == [PromiseKind.CALL_BACK, PromiseKind.FOLLOW_UP]
    assert ({call.customer_id for call in file.call_backs}, len(file.complaints)) == ({order.customer_id}, 1)
    assert [rating.score for rating in file.ratings] == [3]
    assert (file.refunds, file.vouchers) == ([], [])
