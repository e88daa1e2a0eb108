"""Returning articles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.returns import ReturnOutcome, ReturnResult, request_return
from bot.shop.exchange import ExchangeState
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.record import Record
from bot.shop.rma import Return, ReturnState
from bot.shop.terms import Terms
from bot.store.database import Database
from tests.factories import NOW, a_customer, a_gift_card, a_line, a_payment_method, an_exchange, an_order, saved, usd

TERMS = Terms(return_window=timedelta(days=30))


@pytest.fixture
def order(db: Session) -> Order:
    order = an_order(customer=a_customer(id="mary", payment_methods=[a_payment_method(id="card"), a_gift_card(id="gift")]))
    order.payments = [Payment(direction=PaymentDirection.PAYMENT, amount=usd("42.50"), method_id="card")]
    return saved(db, order)


def ask(db: Session, order: Order, positions: list[int], *, key: str = "message-1", **changes: str) -> ReturnOutcome:
    ids = [line.id for line in order.lines if line.position in positions]
    customer = changes.pop("customer_id", order.customer_id)
    return request_return(db, customer, order.number, ids, terms=TERMS, key=key, now=NOW, **changes)


def test_one_of_two_articles_is_returned(db: Session, order: Order) -> None:
    outcome = ask(db, order, [2])
    assert outcome.result is ReturnResult.DONE
    assert outcome.return_ is not None
    assert [line.order_line.name for line in outcome.return_.lines] == ["Coffee Mug"]
    assert (outcome.return_.refund, outcome.return_.refund_to_id) == (usd("12.50"), "card")


def test_every_return_leaves_a_record(db: Session, order: Order) -> None:
    outcome = ask(db, order, [1, 2])
    record = db.scalars(select(Record)).one()
    assert outcome.return_ is not None
    assert (record.actor, record.message_id) == ("customer:mary", "message-1")
    assert record.details == {"rma": outcome.return_.rma, "lines": [1, 2]}


def test_the_same_key_gives_the_same_return(db: Session, order: Order) -> None:
    first, second = ask(db, order, [2]), ask(db, order, [2])
    assert first == second
    assert db.scalar(select(func.count()).select_from(Return)) == 1


def test_one_message_may_return_articles_of_two_orders(db: Session, order: Order) -> None:
    other = saved(db, an_order(customer=order.customer))
    assert ask(db, order, [1]).result is ReturnResult.DONE
    assert ask(db, other, [1]).result is ReturnResult.DONE
    assert db.scalar(select(func.count()).select_from(Return)) == 2


def test_an_article_is_returned_once(db: Session, order: Order) -> None:
    ask(db, order, [2])
    assert ask(db, order, [1, 2], key="message-2") == ReturnOutcome(ReturnResult.ALREADY_RETURNED)


def test_an_article_may_be_returned_again_after_a_return_was_refused(db: Session, order: Order) -> None:
    refused = ask(db, order, [2]).return_
    assert refused is not None
    refused.state = ReturnState.REFUSED
    assert ask(db, order, [2], key="message-2").result is ReturnResult.DONE


def test_the_refund_may_go_to_a_gift_card_of_the_customer(db: Session, order: Order) -> None:
    outcome = ask(db, order, [1], refund_to="gift")
    assert outcome.return_ is not None
    assert outcome.return_.refund_to_id == "gift"


def test_the_refund_does_not_go_to_a_strangers_method(db: Session, order: Order) -> None:
    db.add(a_customer(payment_methods=[a_payment_method(id="strangers")]))
    db.flush()
    assert ask(db, order, [1], refund_to="strangers").result is ReturnResult.REFUND_METHOD_UNKNOWN


def test_the_refund_does_not_go_to_a_card_that_did_not_pay(db: Session, order: Order) -> None:
    order.customer.payment_methods.append(a_payment_method(id="second"))
    db.flush()
    assert ask(db, order, [1], refund_to="second").result is ReturnResult.REFUND_METHOD_NOT_ALLOWED


def test_one_of_two_equal_articles_is_returned_and_later_the_other(db: Session) -> None:
    order = saved(db, an_order(lines=[a_line("Coffee Mug", quantity=3, price=usd("12.50"))]))
    (mugs,) = order.lines

    def give_back(quantity: int, key: str) -> ReturnOutcome:
        return request_return(db, order.customer_id, order.number, {mugs.id: quantity}, terms=TERMS, key=key, now=NOW)

    one = give_back(1, "message-1").return_
    assert one is not None
    assert one.refund == usd("12.50")
    assert give_back(3, "message-2").result is ReturnResult.TOO_MANY
    assert give_back(0, "message-2").result is ReturnResult.TOO_MANY
    assert mugs.returnable_quantity == 2
    assert give_back(2, "message-2").result is ReturnResult.DONE
    assert give_back(1, "message-3").result is ReturnResult.ALREADY_RETURNED


def test_what_is_exchanged_is_not_returned(db: Session, order: Order) -> None:
    order.exchanges = [an_exchange()]
    db.flush()
    assert ask(db, order, [1]).result is ReturnResult.IN_EXCHANGE
    order.exchanges[0].state = ExchangeState.REFUSED
    assert ask(db, order, [1]).result is ReturnResult.DONE


def test_nothing_is_returned_where_nothing_was_chosen(db: Session, order: Order) -> None:
    assert ask(db, order, []).result is ReturnResult.NOTHING_CHOSEN


def test_a_stranger_cannot_return_an_order(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert ask(db, order, [1], customer_id="stranger") == ReturnOutcome(ReturnResult.NOT_FOUND)


def test_a_line_of_another_order_is_not_found(db: Session, order: Order) -> None:
    other = saved(db, an_order())
    foreign = [other.lines[0].id]
    assert request_return(db, "mary", order.number, foreign, terms=TERMS, key="k", now=NOW).result is ReturnResult.NOT_FOUND


@pytest.mark.parametrize("status", [status for status in OrderStatus if status is not OrderStatus.DELIVERED])
def test_only_a_delivered_order_is_returned(db: Session, status: OrderStatus) -> None:
    order = saved(db, an_order(status=status))
    assert ask(db, order, [1]).result is ReturnResult.NOT_DELIVERED


def test_return_is_refused_after_the_window_closes(db: Session, order: Order) -> None:
    order.delivered_at = NOW - timedelta(days=30)
    assert ask(db, order, [1]).result is ReturnResult.DONE
    order.delivered_at = NOW - timedelta(days=31)
    assert ask(db, order, [2], key="message-2").result is ReturnResult.WINDOW_CLOSED


def test_of_two_returns_at_once_one_is_made(database: Database) -> None:
    with database.session() as db:
        db.add(an_order(number="W1", customer=a_customer(id="mary"), lines=[a_line()]))
    start = Barrier(2)

    def return_it(key: str) -> ReturnResult:
        with database.session() as db:
            order = db.scalars(select(Order)).one()
            ids = [line.id for line in order.lines if not line.is_in_return]
            start.wait()
            return request_return(db, "mary", "W1", ids, terms=TERMS, key=key, now=NOW).result

    with ThreadPoolExecutor() as pool:
        results = set(pool.map(return_it, ["a", "b"]))
    assert results == {ReturnResult.DONE, ReturnResult.ALREADY_RETURNED}
