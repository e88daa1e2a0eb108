"""What an agent sees beside a conversation."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.services import desk, handoffs
from bot.services.casefile import open_case
from bot.services.identity import Claim, ProofResult, prove
from bot.shop.terms import Terms
from bot.support.delivery import Delivery, DeliveryState
from bot.support.handoff import HandoffReason
from tests.factories import NOW, a_conversation, a_customer, an_agent, an_order, saved


def test_an_unknown_conversation_has_no_case(db: Session) -> None:
    assert open_case(db, "unknown") is None


def test_a_case_holds_notes_names_and_what_could_not_be_delivered(db: Session) -> None:
    agent, conversation = an_agent(name="Anna"), a_conversation()
    db.add_all([agent, conversation])
    db.flush()
    note = desk.note(db, conversation.id, agent, "Sounds upset", NOW)
    lost = desk.announce(db, conversation.id, "Anna has joined", NOW)
    db.execute(update(Delivery).values(state=DeliveryState.FAILED))

    case = open_case(db, conversation.id)

    assert case is not None
    assert case.messages == [note, lost]
    assert {id_: delivery.state for id_, delivery in case.deliveries.items()} == {lost.id: DeliveryState.FAILED}
    assert case.agent_names == {agent.id: "Anna"}


def test_a_case_holds_the_proved_customers_orders_newest_first(db: Session) -> None:
    customer = a_customer()
    old = an_order(customer=customer, placed_at=NOW - timedelta(days=90))
    new = an_order(customer=customer, placed_at=NOW - timedelta(days=2))
    undated = an_order(customer=customer, placed_at=None)
    db.add_all([old, new, undated, an_order()])
    db.flush()
    conversation = saved(db, a_conversation(customer_id=customer.id))

    case = open_case(db, conversation.id)

    assert case is not None
    assert case.orders == [new, old, undated]


def test_a_customer_has_one_history_over_all_channels_once_proved(db: Session) -> None:
    order = saved(db, an_order())
    by_mail = a_conversation(channel="email", last_message_at=NOW - timedelta(days=1))
    by_chat, strangers = a_conversation(channel="telegram"), a_conversation(channel="telegram")
    db.add_all([by_mail, by_chat, strangers])
    db.flush()
    claim = Claim(order_number=order.number, email=order.customer.email)
    for conversation in (by_mail, by_chat):
        before = open_case(db, conversation.id)
        assert before is not None
        assert before.earlier == []
        assert prove(db, conversation, claim, Terms(), NOW).result is ProofResult.PROVED

    cases = [open_case(db, conversation.id) for conversation in (by_mail, by_chat, strangers)]

    assert [case.earlier if case else None for case in cases] == [[by_chat], [by_mail], []]


def test_a_case_names_the_stay_that_has_not_ended(db: Session) -> None:
    agent, conversation = an_agent(), a_conversation()
    db.add_all([agent, conversation])
    db.flush()
    handoffs.hand_off(db, conversation.id, HandoffReason.NOT_UNDERSTOOD, NOW)
    handoffs.take(db, conversation.id, agent, NOW)
    handoffs.close(db, conversation.id, agent, NOW)
    handoffs.take(db, conversation.id, agent, NOW)

    case = open_case(db, conversation.id)

    assert case is not None
    assert case.handoff is not None
    assert case.handoff.reason is HandoffReason.TAKEN_OVER
