"""A customer's own orders."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from bot.shop.customer import Customer
from bot.shop.order import Order, normal_order_number
from bot.shop.order_line import OrderLine

# All that the rules look at comes in one statement: joined, an order's few articles, payments and returns make few rows,
# and each further statement costs as much as all of them.
LOADED = (
    # Their returns are those of the order, which the session knows by then.
    joinedload(Order.lines).joinedload(OrderLine.return_lines),
    joinedload(Order.payments),
    joinedload(Order.returns),
    joinedload(Order.exchanges),
)
WITH_METHODS = (joinedload(Customer.payment_methods),)
# Built once: to build such a statement costs more than to run it.
OWN = select(Order).where(Order.customer_id == bindparam("customer")).options(*LOADED)
ALL = OWN.order_by(Order.placed_at.desc().nulls_last(), Order.number)
NUMBERED = OWN.where(Order.normal_number == bindparam("normal"))
# They change nothing; they take the row lock on PostgreSQL and the only writer's place on SQLite.
LOCK_CUSTOMER = update(Customer).where(Customer.id == bindparam("customer")).values(phone=Customer.phone)
LOCK_ORDER = (
    update(Order)
    .where(Order.customer_id == bindparam("customer"), Order.normal_number == bindparam("normal"))
    .values(status=Order.status)
)
UNSEEN = {"synchronize_session": False}


def orders_of(db: Session, customer_id: str) -> list[Order]:
    """All orders of the customer, newest first; those without a date come last, by number."""
    return list(db.scalars(ALL, {"customer": customer_id}).unique())


def customer_of(db: Session, customer_id: str) -> Customer | None:
    """The customer with their payment methods."""
    return db.get(Customer, customer_id, options=WITH_METHODS)


def find_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The customer's order of this number, however it is written; a stranger's order is like one that does not exist.

    As `db` has read it already, if it has.
    """
    order = db.get(Order, number, options=LOADED) or _numbered(db, customer_id, number)
    return order if order is not None and order.customer_id == customer_id else None


def lock_customer(db: Session, customer_id: str) -> Customer | None:
    """The customer as stored now, held until the transaction ends: of two writes at once, the second sees the first."""
    db.execute(LOCK_CUSTOMER, {"customer": customer_id}, execution_options=UNSEEN)
    return db.get(Customer, customer_id, options=WITH_METHODS, populate_existing=True)


def lock_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The customer's order as stored now with all that writes look at, held with its customer until the transaction ends."""
    if lock_customer(db, customer_id) is None:
        return None
    db.execute(LOCK_ORDER, {"customer": customer_id, "normal": normal_order_number(number)}, execution_options=UNSEEN)
    return _numbered(db, customer_id, number, anew=True)


def _numbered(db: Session, customer_id: str, number: str, *, anew: bool = False) -> Order | None:
    given = {"customer": customer_id, "normal": normal_order_number(number)}
    return db.scalars(NUMBERED, given, execution_options={"populate_existing": anew}).unique().one_or_none()
