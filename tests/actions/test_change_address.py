"""Orders that are to go to another address."""

from sqlalchemy.orm import Session

from actions.customer_requests.change_address import DeliveryAddress, OrdersToSend
from actions.request import Refusal
from actions.talk import Talk
from bot.shop.order import OrderStatus
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message
from tests.factories import a_customer, a_line, an_address, an_order, saved


def test_an_address_that_came_too_late_is_one_of_the_customers_country(
    db: Session, conversation: Conversation, talk: ATalk
) -> None:
    customer = a_customer(address=an_address(country="GB"))
    order = saved(db, an_order(customer=customer, status=OrderStatus.DELIVERED, lines=[a_line("Teapot")]))
    conversation.customer_id = customer.id
    heard: Talk = talk(a_message(f"Order {order.number} should go to 14 Oak Lane, Leeds LS1 2AB", order_number=order.number))
    known: dict[str, object] = {}
    DeliveryAddress().hear(heard, known, heard.heard, asked=False)
    orders = OrdersToSend()
    orders.hear(heard, known, heard.heard, asked=False)

    refused = orders.check(heard, known)

    assert isinstance(refused, Refusal)
    assert heard.memory.address is not None
    assert (heard.memory.address["line1"], heard.memory.address["country"]) == ("14 Oak Lane", "GB")
