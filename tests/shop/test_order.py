"""Orders: numbers, dates, and what may still be returned."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.order import OrderStatus, normal_order_number
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.rma import Return, ReturnLine, ReturnState
from bot.shop.terms import Terms
from tests.factories import NOW, a_line, a_payment_method, an_order, usd

TODAY = NOW.date()
TERMS = Terms(return_window=timedelta(days=30))


@given(st.text(alphabet="wW0123456789", min_size=1), st.text(alphabet="#- ./"), st.booleans())
def test_an_order_number_is_the_same_however_it_is_written(number: str, noise: str, small: bool) -> None:
    written = noise + noise.join(number) + noise
    assert normal_order_number(written.lower() if small else written) == number.upper()


@given(st.text())
def test_normalising_an_order_number_twice_changes_nothing(number: str) -> None:
    assert normal_order_number(normal_order_number(number)) == normal_order_number(number)


@pytest.mark.parametrize("status", [OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED])
def test_an_order_is_late_from_the_day_after_the_promised_one(status: OrderStatus) -> None:
    order = an_order(status=status, promised_on=TODAY)
    assert not order.is_late(TODAY)
    assert order.is_late(TODAY + timedelta(days=1))


@pytest.mark.parametrize("status", [OrderStatus.DELIVERED, OrderStatus.CANCELLED])
def test_what_is_delivered_or_cancelled_is_not_late(status: OrderStatus) -> None:
    assert not an_order(status=status, promised_on=TODAY - timedelta(days=9)).is_late(TODAY)


def test_without_a_promise_no_order_is_late() -> None:
    assert not an_order(status=OrderStatus.SHIPPED).is_late(TODAY)


def test_the_return_window_closes_after_its_last_day() -> None:
    order = an_order(delivered_at=NOW - timedelta(days=30))
    assert order.is_in_return_window(TODAY, TERMS)
    assert not order.is_in_return_window(TODAY + timedelta(days=1), TERMS)


def test_the_return_window_counts_the_shops_days() -> None:
    late_evening_in_utc = datetime(2025, 3, 1, 22, 0, tzinfo=UTC)
    terms = Terms(return_window=timedelta(days=30), zone=ZoneInfo("Asia/Almaty"))
    assert an_order(delivered_at=late_evening_in_utc).return_window_closes_on(terms) == date(2025, 4, 1)


def test_an_unknown_day_of_delivery_speaks_for_the_customer() -> None:
    order = an_order(status=OrderStatus.DELIVERED)
    assert order.return_window_closes_on(TERMS) is None
    assert order.returnable_lines(TODAY, TERMS) == order.lines


@pytest.mark.parametrize("status", [status for status in OrderStatus if status is not OrderStatus.DELIVERED])
def test_nothing_of_an_order_that_was_not_delivered_is_returnable(status: OrderStatus) -> None:
    assert an_order(status=status).returnable_lines(TODAY, TERMS) == []


@pytest.mark.parametrize(
    ("state", "returnable"), [(ReturnState.REQUESTED, 1), (ReturnState.REFUNDED, 1), (ReturnState.REFUSED, 2)]
)
def test_a_line_in_a_return_is_not_returnable_unless_it_was_refused(state: ReturnState, returnable: int) -> None:
    order = an_order()
    Return(order=order, state=state, lines=[ReturnLine(order_line=order.lines[0], quantity=1)])
    assert len(order.returnable_lines(TODAY, TERMS)) == returnable


def test_a_return_refunds_all_pieces_of_its_lines() -> None:
    order = an_order(lines=[a_line(price=usd("4.10"), quantity=3), a_line(price=usd("9.00"))])
    return_ = Return(order=order, lines=[ReturnLine(order_line=order.lines[0], quantity=3)])
    assert return_.refund == usd("12.30")


def test_the_total_counts_quantities() -> None:
    assert an_order(lines=[a_line(price=usd("4.10"), quantity=3), a_line(price=usd("9.00"))]).total == usd("21.30")


def test_an_order_is_paid_with_the_method_that_was_charged_last() -> None:
    first, second = a_payment_method(), a_payment_method()
    charges = [(PaymentDirection.PAYMENT, first), (PaymentDirection.PAYMENT, second), (PaymentDirection.REFUND, first)]
    order = an_order(payments=[Payment(direction=direction, amount=usd("1.00"), method=method) for direction, method in charges])
    assert order.paid_with is second


def test_the_method_of_an_unpaid_order_is_not_known() -> None:
    assert an_order().paid_with is None


def test_a_line_is_titled_with_its_options_and_quantity() -> None:
    line = a_line("T-Shirt", options={"color": "blue", "size": "M"}, quantity=2)
    assert line.title == "2 x T-Shirt (blue, M)"


def test_an_option_is_named_where_its_value_alone_tells_nothing() -> None:
    line = a_line("Boots", options={"size": "9", "material": "leather", "waterproof": "no"})
    assert line.title == "Boots (9, leather, waterproof: no)"
