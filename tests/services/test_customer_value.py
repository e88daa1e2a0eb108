"""What customers are worth."""

from sqlalchemy.orm import Session

from bot.services.customer_value import lifetime_values
from bot.shop.order import OrderStatus
from tests.factories import a_customer, a_line, an_order, usd


def test_it_is_the_sum_of_all_orders_but_cancelled_ones(db: Session) -> None:
    mary, other = a_customer(), a_customer()
    db.add(an_order(customer=mary, lines=[a_line(quantity=3, price=usd("10.10"))]))
    db.add(an_order(customer=mary, lines=[a_line(price=usd("0.70")), a_line(price=usd("1.00"))]))
    db.add(an_order(customer=mary, status=OrderStatus.CANCELLED, lines=[a_line(price=usd("500.00"))]))
    db.add_all([an_order(customer=other), a_customer()])
    db.flush()

    assert lifetime_values(db, {mary.id}) == {mary.id: usd("32.00")}
    assert lifetime_values(db, set()) == {}
