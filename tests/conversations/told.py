"""What the transcripts are told about: products that are sold out or many, refunds in every stage, a payment that failed."""

from datetime import datetime, timedelta

from bot.shop.customer import PaymentMethod
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import Payment, PaymentDirection, PaymentProblem
from bot.shop.product import Product
from bot.shop.rma import Return, ReturnLine, ReturnState
from tests.factories import a_customer, a_gift_card, a_line, a_payment, a_payment_method, a_product, a_variant, an_order, usd


def products() -> list[Product]:
    curtains = [a_variant(options={"length": f"{100 + 10 * i} cm"}, price=usd(f"{10 + i}.00"), stock=None) for i in range(12)]
    return [
        a_product("Globe", variants=[a_variant(stock=0), a_variant(stock=0, options={"color": "brown"})]),
        a_product("Curtains", variants=curtains),
    ]


def orders(now: datetime) -> list[Order]:
    return [*_refunded(now), _unpaid(now), _of_many_pieces()]


def _refunded(now: datetime) -> list[Order]:
    """A return on its way back, and a cancelled order whose refund should have arrived, part of it on a gift card."""
    card = a_payment_method(id="C-2020-visa")
    gift_card = a_gift_card(id="C-2020-gift", balance=usd("20.00"))
    customer = a_customer(id="C-2020", email="ida.moore@example.com", payment_methods=[card, gift_card])
    months_ago = now - timedelta(days=60)
    line = a_line("Hammock", price=usd("40.00"))
    returned = an_order(
        number="W-40001",
        customer=customer,
        status=OrderStatus.DELIVERED,
        lines=[line, a_line("Parasol")],
        payments=[a_payment("70.00", method=card), _refund("20.00", gift_card, now - timedelta(days=1))],
    )
    returned.returns = [
        Return(
            rma="RMA-40001",
            state=ReturnState.REQUESTED,
            requested_at=now - timedelta(days=2),
            refund_to_id=card.id,
            idempotency_key="return-40001",
            lines=[ReturnLine(order_line=line, quantity=1)],
        )
    ]
    cancelled = an_order(
        number="W-40002",
        customer=customer,
        status=OrderStatus.CANCELLED,
        lines=[a_line("Trellis", price=usd("50.00"))],
        payments=[a_payment("50.00", method=card), _refund("50.00", card, months_ago)],
    )
    return [returned, cancelled]


def _unpaid(now: datetime) -> Order:
    card = a_payment_method(id="C-2021-visa")
    paypal = a_payment_method(id="C-2021-card")
    customer = a_customer(id="C-2021", email="max.stone@example.com", payment_methods=[card, paypal])
    return an_order(
        number="W-40011",
        customer=customer,
        status=OrderStatus.PENDING,
        lines=[a_line("Bench", price=usd("60.00"))],
        payments=[a_payment("60.00", method=card, problem=PaymentProblem.DECLINED, at=now - timedelta(days=1))],
    )


def _of_many_pieces() -> Order:
    """Several of each of two articles."""
    card = a_payment_method(id="C-2022-visa")
    return an_order(
        number="W-40021",
        customer=a_customer(id="C-2022", email="una.reed@example.com", payment_methods=[card]),
        status=OrderStatus.DELIVERED,
        lines=[a_line("Bowl", price=usd("5.00"), quantity=3), a_line("Saucer", price=usd("4.00"), quantity=2)],
        payments=[a_payment("23.00", method=card)],
    )


def _refund(amount: str, method: PaymentMethod, at: datetime) -> Payment:
    return a_payment(amount, direction=PaymentDirection.REFUND, method=method, at=at)
