"""Which of their articles a message speaks of."""

import pytest
from sqlalchemy.orm import Session

from actions.hearing.spoken_of import other_at_head
from bot.shop.order import OrderStatus
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message
from tests.factories import a_customer, a_line, an_order


@pytest.fixture(autouse=True)
def two_rugs(db: Session, conversation: Conversation) -> list[int]:
    """A customer with a gray and a red rug in two pending orders, and a red lamp; the gray rug's id is the first."""
    customer = a_customer()
    rugs = [a_line("Wool Rug", sku=f"rug-{color}", options={"color": color}) for color in ("gray", "red")]
    lamp = a_line("Desk Lamp", sku="lamp-red", options={"color": "red"})
    orders = [an_order(customer=customer, status=OrderStatus.PENDING, lines=lines) for lines in ([rugs[0]], [rugs[1], lamp])]
    db.add_all(orders)
    db.flush()
    conversation.customer_id = customer.id
    return [line.id for line in rugs]


@pytest.mark.parametrize(
    "text", ["Now the red one, for her. It should be plain.", "and the red: plain, please", "The other one: plain"]
)
def test_the_first_words_may_tell_the_other_one_of_a_kind(talk: ATalk, two_rugs: list[int], text: str) -> None:
    said = talk(a_message(text, slots={"memory": {"articles": two_rugs[:1]}}))
    assert [line.id for line in other_at_head(said, text)] == two_rugs[1:]


@pytest.mark.parametrize("text", ["the gray one: plain, please", "It should be the red one, please.", "Now the sky, it is red."])
def test_no_other_one_is_meant_by_other_words(talk: ATalk, two_rugs: list[int], text: str) -> None:
    said = talk(a_message(text, slots={"memory": {"articles": two_rugs[:1]}}))
    assert other_at_head(said, text) == []
