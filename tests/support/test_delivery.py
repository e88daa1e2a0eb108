"""A failed delivery is tried again, later each time, and given up in the end."""

from datetime import timedelta

from bot.support.delivery import FIRST_RETRY, LAST_RETRY, MAX_ATTEMPTS, Delivery, DeliveryState
from tests.factories import NOW


def a_delivery() -> Delivery:
    return Delivery(state=DeliveryState.DUE, attempts=0, next_try_at=NOW)


def test_each_failure_doubles_the_wait() -> None:
    delivery = a_delivery()
    delivery.fail("refused", NOW)
    assert delivery.next_try_at == NOW + FIRST_RETRY

    delivery.fail("refused", NOW)

    assert delivery.next_try_at == NOW + 2 * FIRST_RETRY


def test_wait_has_an_end() -> None:
    delivery = a_delivery()
    for _ in range(MAX_ATTEMPTS - 1):
        delivery.fail("refused", NOW)

    assert delivery.state is DeliveryState.DUE
    assert delivery.next_try_at - NOW <= LAST_RETRY + timedelta()


def test_last_failure_is_final() -> None:
    delivery = a_delivery()
    for _ in range(MAX_ATTEMPTS):
        delivery.fail("refused", NOW)

    assert delivery.state is DeliveryState.FAILED
