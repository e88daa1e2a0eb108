"""From the assistant to a human and back, each time by exactly one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.services import desk, handoffs, presence, stays
from bot.services.conversations import transcript
from bot.services.handoffs import TakeResult
from bot.services.inbox import Inbound, receive
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.handoff import Handoff, HandoffReason
from bot.support.packet import Matters, Wish
from tests.factories import NOW, a_conversation, an_agent, an_order, saved

MINUTE = timedelta(minutes=1)


def a_queued_conversation(db: Session) -> Conversation:
    conversation = saved(db, a_conversation())
    handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    return conversation


def test_second_handoff_is_the_open_one(db: Session) -> None:
    conversation = a_queued_conversation(db)

    again = handoffs.hand_off(db, conversation.id, HandoffReason.NOT_UNDERSTOOD, NOW)

    assert again.reason is HandoffReason.ASKED_FOR_HUMAN


def test_the_queue_tells_since_when_each_waits(db: Session) -> None:
    first = a_queued_conversation(db)
    second = saved(db, a_conversation())
    handoffs.hand_off(db, second.id, HandoffReason.NOT_UNDERSTOOD, NOW + timedelta(minutes=1))

    newest = stays.newest_waiting(db, 2)

    assert [(one.conversation_id, one.waiting_since) for one in newest] == [
        (second.id, NOW + timedelta(minutes=1)),
        (first.id, NOW),
    ]


def test_taken_conversation_leaves_the_queue(db: Session) -> None:
    conversation = a_queued_conversation(db)

    assert handoffs.take(db, conversation.id, saved(db, an_agent()), NOW) is TakeResult.DONE
    assert stays.waiting_count(db) == 0
    assert conversation.owner is Owner.AGENT


def test_second_agent_is_told_that_it_is_taken(db: Session) -> None:
    conversation = a_queued_conversation(db)
    first = saved(db, an_agent())
    handoffs.take(db, conversation.id, first, NOW)

    assert handoffs.take(db, conversation.id, saved(db, an_agent()), NOW) is TakeResult.TAKEN
    assert handoffs.take(db, conversation.id, first, NOW) is TakeResult.ALREADY_YOURS


def test_of_twenty_claims_at_once_exactly_one_wins(database: Database) -> None:
    with database.session() as db:
        conversation_id = a_queued_conversation(db).id
        agents = [saved(db, an_agent()) for _ in range(20)]

    def claim(agent: Agent) -> TakeResult:
        with database.session() as db:
            return handoffs.take(db, conversation_id, agent, NOW)

    with ThreadPoolExecutor(len(agents)) as pool:
        results = list(pool.map(claim, agents))

    assert sorted(result.value for result in results) == ["done"] + ["taken"] * 19


def test_unanswered_messages_are_the_agents_once_taken(db: Session) -> None:
    conversation = saved(db, a_conversation())
    message = receive(db, Inbound(conversation.id, "widget", "m1", "hello"), NOW).message

    handoffs.take(db, conversation.id, saved(db, an_agent()), NOW)

    db.refresh(message)
    assert message.handled_at == NOW


@pytest.mark.parametrize(("leave", "owner"), [(handoffs.hand_back, Owner.BOT), (handoffs.close, Owner.CLOSED)])
def test_owner_leaves_and_the_handoff_ends(db: Session, leave: object, owner: Owner) -> None:
    conversation, agent = a_queued_conversation(db), saved(db, an_agent())
    handoffs.take(db, conversation.id, agent, NOW)

    assert leave(db, conversation.id, agent, NOW)  # type: ignore[operator]
    assert (conversation.owner, conversation.agent_id) == (owner, None)
    assert handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW).reason is HandoffReason.NOT_COVERED


def test_only_the_owner_may_leave(db: Session) -> None:
    conversation = a_queued_conversation(db)
    handoffs.take(db, conversation.id, saved(db, an_agent()), NOW)

    assert not handoffs.hand_back(db, conversation.id, saved(db, an_agent()), NOW)
    assert conversation.owner is Owner.AGENT


def test_only_the_owner_may_reply(db: Session) -> None:
    conversation, agent = a_queued_conversation(db), saved(db, an_agent())
    handoffs.take(db, conversation.id, agent, NOW)

    assert desk.reply(db, conversation.id, saved(db, an_agent()), "hello", NOW) is None
    reply = desk.reply(db, conversation.id, agent, "hello", NOW)
    assert reply is not None
    assert db.get(Delivery, reply.id) is not None


def test_note_is_never_delivered_nor_shown_to_the_customer(db: Session) -> None:
    conversation, agent = a_queued_conversation(db), saved(db, an_agent())

    note = desk.note(db, conversation.id, agent, "careful with this one", NOW)

    assert note is not None
    assert db.get(Delivery, note.id) is None
    assert transcript(db, conversation.id) == []
    assert transcript(db, conversation.id, with_notes=True) == [note]


def a_ticket(db: Session, conversation: Conversation, **changes: Any) -> Handoff:
    parts: dict[str, Any] = {"reason": HandoffReason.NOT_COVERED, "now": NOW, "is_desk_open": False}
    return handoffs.hand_off(db, conversation.id, **{**parts, **changes})


def test_while_the_desk_is_closed_a_ticket_waits_and_the_assistant_goes_on(db: Session) -> None:
    conversation = saved(db, a_conversation())

    ticket = a_ticket(db, conversation)

    db.refresh(conversation)
    assert conversation.owner is Owner.BOT
    assert stays.newest_waiting(db, 2) == [ticket]
    assert stays.waiting_count(db) == 1
    assert (ticket.ticket or "").startswith("T-")


def test_a_ticket_takes_in_what_comes_later_and_the_more_pressing_reason(db: Session) -> None:
    conversation = saved(db, a_conversation())
    first = a_ticket(db, conversation, matters=Matters([Wish("delete_account")]))

    second = a_ticket(db, conversation, matters=Matters([Wish("start_return")]), reason=HandoffReason.SAFETY)

    assert second is first
    assert first.packet is not None
    assert [wish.intent for wish in first.packet.wishes] == ["start_return", "delete_account"]
    assert first.reason is HandoffReason.SAFETY


def test_once_the_desk_is_open_who_asks_again_is_queued(db: Session) -> None:
    conversation = saved(db, a_conversation())
    ticket = a_ticket(db, conversation)

    assert a_ticket(db, conversation, is_desk_open=True) is ticket
    db.refresh(conversation)
    assert conversation.owner is Owner.QUEUED


def test_a_ticket_is_taken_like_any_other(db: Session) -> None:
    conversation = saved(db, a_conversation())
    ticket = a_ticket(db, conversation)

    assert handoffs.take(db, conversation.id, saved(db, an_agent()), NOW) is TakeResult.DONE
    assert (stays.waiting_count(db), ticket.claimed_at) == (0, NOW)


def test_a_ticket_is_answered_at_the_address_that_is_known_or_left(db: Session) -> None:
    order = saved(db, an_order())
    known, unknown = saved(db, a_conversation(customer_id=order.customer_id)), saved(db, a_conversation())

    handoffs.answer_by_email(db, a_ticket(db, unknown).conversation_id, " Noor@Example.com")

    assert a_ticket(db, known).email == order.customer.email
    assert a_ticket(db, unknown).email == "noor@example.com"


def writes(db: Session, conversation: Conversation, at: timedelta) -> None:
    receive(db, Inbound(conversation.id, "widget", str(at), "hello?"), NOW + at)


def owed_since(db: Session, conversation: Conversation) -> datetime | None:
    handoff = handoffs.open_handoff(db, conversation.id)
    assert handoff is not None
    return handoff.owed_since


def test_what_was_written_in_the_queue_is_owed_from_when_an_agent_took_it(db: Session) -> None:
    conversation = a_queued_conversation(db)
    writes(db, conversation, MINUTE)
    assert owed_since(db, conversation) is None

    handoffs.take(db, conversation.id, saved(db, an_agent()), NOW + 2 * MINUTE)

    assert owed_since(db, conversation) == NOW + 2 * MINUTE


def test_a_reply_pays_what_is_owed_and_a_note_does_not(db: Session) -> None:
    anna, conversation = saved(db, an_agent()), a_queued_conversation(db)
    handoffs.take(db, conversation.id, anna, NOW)

    desk.note(db, conversation.id, anna, "hm", NOW + MINUTE)
    assert owed_since(db, conversation) == NOW
    desk.reply(db, conversation.id, anna, "Hello", NOW + 2 * MINUTE)
    assert owed_since(db, conversation) is None
    writes(db, conversation, 3 * MINUTE)
    assert owed_since(db, conversation) == NOW + 3 * MINUTE


@pytest.mark.parametrize(("is_waiting", "owed"), [(True, NOW + MINUTE), (False, None)])
def test_who_takes_over_unasked_owes_what_the_assistant_has_not_answered(
    db: Session, is_waiting: bool, owed: datetime | None
) -> None:
    conversation = saved(db, a_conversation())
    if is_waiting:
        writes(db, conversation, timedelta())

    handoffs.take(db, conversation.id, saved(db, an_agent()), NOW + MINUTE)

    assert owed_since(db, conversation) == owed


def test_who_is_put_back_into_the_queue_is_owed_nothing_by_who_left(db: Session) -> None:
    anna, conversation = saved(db, an_agent()), a_queued_conversation(db)
    handoffs.take(db, conversation.id, anna, NOW)

    presence.put_back(db, conversation.id, anna, NOW + MINUTE)

    assert owed_since(db, conversation) is None
