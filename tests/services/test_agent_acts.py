"""What agents do for their customers: with the assistant's checks, and on record."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import handoffs
from bot.services.agent_acts import AgentAct, NotAllowed
from bot.services.cancellations import CancelResult
from bot.services.conversations import transcript
from bot.services.identity import Claim, ProofResult
from bot.services.order_changes import OrderChangeResult
from bot.services.returns import ReturnResult
from bot.services.vouchers import VoucherResult, vouchers_of
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.shop.record import Record
from bot.shop.terms import Terms
from bot.support.audit import Act, AuditEntry
from bot.support.conversation import Conversation
from bot.support.message import Message
from tests.factories import NOW, a_conversation, an_address, an_agent, an_order, saved, usd

REASON = CancelReason.NO_LONGER_NEEDED


def an_act(db: Session, order: Order, *, is_proved: bool = True) -> AgentAct:
    """By an agent in a conversation of theirs with the customer of the order."""
    agent = an_agent()
    db.add_all([agent, order])
    db.flush()
    conversation = saved(db, a_conversation(customer_id=order.customer_id if is_proved else None))
    handoffs.take(db, conversation.id, agent, NOW)
    return AgentAct(db, conversation.id, agent, Terms(), NOW)


def a_pending_order() -> Order:
    return an_order(status=OrderStatus.PENDING)


def notes(act: AgentAct) -> list[Message]:
    return transcript(act.db, act.conversation_id, with_notes=True)


def test_an_order_is_cancelled_once_and_the_record_leads_to_the_agents_note(db: Session) -> None:
    order = a_pending_order()
    act = an_act(db, order)

    assert act.cancel_order(order.number, REASON) is CancelResult.DONE
    assert act.cancel_order(order.number, REASON) is CancelResult.DONE

    (note,) = notes(act)
    assert (order.status, note.is_note, note.agent_id) == (OrderStatus.CANCELLED, True, act.agent.id)
    assert [record.message_id for record in db.scalars(select(Record))] == [note.id]
    done = db.scalars(select(AuditEntry).where(AuditEntry.act == Act.ACTED_FOR_CUSTOMER)).all()
    assert [entry.agent_id for entry in done] == [act.agent.id]


def test_what_the_rules_refuse_is_refused_to_agents_too_and_leaves_nothing(db: Session) -> None:
    order = an_order(status=OrderStatus.SHIPPED)
    act = an_act(db, order)

    assert act.cancel_order(order.number, REASON) is CancelResult.NOT_PENDING
    assert act.return_articles(order.number, [order.lines[0].id]) is ReturnResult.NOT_DELIVERED
    assert act.grant_voucher(usd("1000.00"), 1) is VoucherResult.TOO_MUCH
    assert notes(act) == []
    assert db.scalars(select(Record)).all() == []


def test_articles_are_returned(db: Session) -> None:
    order = an_order()
    act = an_act(db, order)

    assert act.return_articles(order.number, [order.lines[0].id]) is ReturnResult.DONE
    assert act.return_articles(order.number, [order.lines[0].id]) is ReturnResult.DONE
    assert [line.order_line for return_ in order.returns for line in return_.lines] == [order.lines[0]]


def test_a_pending_order_is_sent_elsewhere(db: Session) -> None:
    order, elsewhere = a_pending_order(), an_address(line1="1 New Street")
    act = an_act(db, order)

    assert act.change_address(order.number, elsewhere) is OrderChangeResult.DONE
    assert order.address == elsewhere


def test_a_voucher_within_the_limits_is_granted_once_a_form(db: Session) -> None:
    order = an_order()
    act = an_act(db, order)

    for nth in (1, 1, 2):
        assert act.grant_voucher(usd("5.00"), nth) is VoucherResult.DONE
    assert len(vouchers_of(db, order.customer_id, today=NOW.date())) == 2


@pytest.mark.parametrize("is_proved", [True, False])
def test_only_the_agent_of_a_proved_customers_conversation_acts(db: Session, is_proved: bool) -> None:
    order = a_pending_order()
    act = an_act(db, order, is_proved=is_proved)
    other = saved(db, an_agent())

    assert replace(act, agent=other).cancel_order(order.number, REASON) is NotAllowed.NOT_YOURS
    assert is_proved or act.cancel_order(order.number, REASON) is NotAllowed.NOT_PROVED
    assert order.status is OrderStatus.PENDING


def test_a_strangers_order_is_out_of_reach(db: Session) -> None:
    strangers = a_pending_order()
    act = an_act(db, a_pending_order())
    db.add(strangers)
    db.flush()

    assert act.cancel_order(strangers.number, REASON) is CancelResult.NOT_FOUND
    assert strangers.status is OrderStatus.PENDING


def test_a_proof_that_an_agent_takes_opens_the_customers_file_and_is_on_record(db: Session) -> None:
    order = a_pending_order()
    act = an_act(db, order, is_proved=False)

    assert act.prove_identity(Claim(order_number=order.number, email=order.customer.email)) is ProofResult.PROVED
    assert act.prove_identity(Claim(order_number=order.number, email=order.customer.email)) is ProofResult.PROVED

    assert db.get_one(Conversation, act.conversation_id).customer_id == order.customer_id
    assert len(notes(act)) == 1
    assert act.cancel_order(order.number, REASON) is CancelResult.DONE


def test_what_proves_nothing_to_the_assistant_proves_nothing_to_an_agent(db: Session) -> None:
    order = a_pending_order()
    act = an_act(db, order, is_proved=False)

    assert act.prove_identity(Claim(order_number=order.number)) is ProofResult.MORE_NEEDED
    assert act.prove_identity(Claim(order_number=order.number, email="else@example.com")) is ProofResult.WRONG
    assert replace(act, agent=an_agent()).prove_identity(Claim(email=order.customer.email)) is NotAllowed.NOT_YOURS

    conversation = db.get_one(Conversation, act.conversation_id)
    assert (conversation.customer_id, conversation.failed_proofs, notes(act)) == (None, 1, [])
