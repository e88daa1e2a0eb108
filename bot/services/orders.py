"""A customer's own orders."""

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.shop.customer import Customer
from bot.shop.order import Order, normal_order_number
from bot.shop.order_line import OrderLine
from bot.shop.rma import ReturnLine


def orders_of(db: Session, customer_id: str) -> list[Order]:
    """All orders of the customer, newest first; those without a date come last, by number."""
    query = with_lines().where(Order.customer_id == customer_id)
    return list(db.scalars(query.order_by(Order.placed_at.desc().nulls_last(), Order.number)))


def find_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The customer's order of this number, however it is written; a stranger's order is like one that does not exist."""
    normal = normal_order_number(number)
    return db.scalar(with_lines().where(Order.customer_id == customer_id, Order.normal_number == normal))


def lock_customer(db: Session, customer_id: str) -> Customer | None:
    """The customer as stored now, held until the transaction ends: of two writes at once, the second sees the first.

    The update changes nothing; it takes the row lock on PostgreSQL and the only writer's place on SQLite.
    """
    same = update(Customer).where(Customer.id == customer_id).values(phone=Customer.phone)
    db.execute(same, execution_options={"synchronize_session": False})
    return db.get(Customer, customer_id, options=[selectinload(Customer.payment_methods)], populate_existing=True)


def lock_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The customer's order as stored now with all that writes look at, held with its customer until the transaction ends."""
    if lock_customer(db, customer_id) is None:
        return None
    owned = (Order.customer_id == customer_id, Order.normal_number == normal_order_number(number))
    db.execute(update(Order).where(*owned).values(status=Order.status), execution_options={"synchronize_session": False})
    query = with_lines().where(*owned).options(selectinload(Order.payments), joinedload(Order.customer))
    return db.scalar(query.execution_options(populate_existing=True))


def with_lines() -> Select[tuple[Order]]:
    """Orders with all that the rules on their lines look at, in two further queries however many orders there are."""
    returns = selectinload(Order.lines).selectinload(OrderLine.return_lines).joinedload(ReturnLine.return_)
    return select(Order).options(returns)
