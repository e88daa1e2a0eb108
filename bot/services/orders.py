"""A customer's own orders."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from bot.shop.order import Order, OrderLine, normal_order_number
from bot.shop.rma import ReturnLine


def orders_of(db: Session, customer_id: str) -> list[Order]:
    """All orders of the customer, newest first; those without a date come last, by number."""
    query = with_lines().where(Order.customer_id == customer_id)
    return list(db.scalars(query.order_by(Order.placed_at.desc().nulls_last(), Order.number)))


def find_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The customer's order of this number, however it is written; a stranger's order is like one that does not exist."""
    normal = normal_order_number(number)
    return db.scalar(with_lines().where(Order.customer_id == customer_id, Order.normal_number == normal))


def with_lines() -> Select[tuple[Order]]:
    """Orders with all that the rules on their lines look at, in two further queries however many orders there are."""
    returns = selectinload(Order.lines).selectinload(OrderLine.return_lines).joinedload(ReturnLine.return_)
    return select(Order).options(returns)
