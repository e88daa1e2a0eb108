"""Search over everything."""

import pytest
from sqlalchemy.orm import Session

from bot.services import desk, handoffs, search
from bot.services.search import MESSAGES
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, a_customer, an_agent, an_order, saved


def says(db: Session, conversation: Conversation, text: str) -> Message:
    message = Message(conversation_id=conversation.id, channel="widget", sender=Sender.CUSTOMER, text=text, at=NOW)
    return saved(db, message)


def found(db: Session, query: str) -> list[str]:
    return [row.conversation.id for row in search.search(db, query).rows]


def test_a_conversation_is_found_once_by_its_newest_mention(db: Session) -> None:
    conversation = saved(db, a_conversation())
    says(db, conversation, "my lamp")
    newest = says(db, conversation, "the lamp again")

    (row,) = search.search(db, "lamp").rows

    assert row.conversation.id == conversation.id
    assert row.message is not None
    assert row.message.id == newest.id


def test_a_private_note_is_found_by_agents(db: Session) -> None:
    agent, conversation = an_agent(), saved(db, a_conversation())
    db.add(agent)
    db.flush()
    desk.note(db, conversation.id, agent, "bought as a present", NOW)

    assert found(db, "present") == [conversation.id]


@pytest.mark.parametrize("query", ["mary.o@example.com", "MARY.O@example.com", "Mary", "mary ore", "Oreilly Mary"])
def test_a_customer_leads_to_their_conversations(db: Session, query: str) -> None:
    conversation = saved(
        db, a_conversation(customer=a_customer(first_name="Mary", last_name="Oreilly", email="mary.o@example.com"))
    )
    saved(db, a_conversation(customer=a_customer(first_name="Maximilian", last_name="Orange")))

    assert found(db, query) == [conversation.id]


def test_a_name_is_found_in_any_alphabet_and_case(db: Session) -> None:
    conversation = saved(db, a_conversation(customer=a_customer(first_name="Анна", last_name="Орлова")))

    assert found(db, "орлова") == [conversation.id]


@pytest.mark.parametrize("query", ["#W2378156", "w2378156", "W-2378156"])
def test_an_order_leads_to_its_customers_conversations(db: Session, query: str) -> None:
    customer = a_customer()
    db.add(an_order(number="#W2378156", customer=customer))
    conversation = saved(db, a_conversation(customer=customer))

    assert found(db, query) == [conversation.id]


def test_a_ticket_leads_to_its_conversation(db: Session) -> None:
    conversation = saved(db, a_conversation())
    handoff = handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW, is_desk_open=False)

    assert found(db, (handoff.ticket or "").lower()) == [conversation.id]


@pytest.mark.parametrize("query", ["", "  ", "%", "_", "\x00", "(((", "nobody ever said this"])
def test_nothing_is_found_by_what_holds_no_word_or_was_never_said(db: Session, query: str) -> None:
    says(db, saved(db, a_conversation(customer=a_customer())), "my lamp")

    assert found(db, query) == []


def test_older_mentions_follow_on_the_next_page(db: Session) -> None:
    old = saved(db, a_conversation())
    says(db, old, "lamp")
    new = saved(db, a_conversation())
    for number in range(MESSAGES):
        says(db, new, f"lamp {number}")

    first = search.search(db, "lamp")
    second = search.search(db, "lamp", first.before)

    assert [row.conversation.id for row in first.rows] == [new.id]
    assert [row.conversation.id for row in second.rows] == [old.id]
    assert second.before is None
