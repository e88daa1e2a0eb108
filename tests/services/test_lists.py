"""The agents' lists."""

from sqlalchemy.orm import Session

from bot.services import desk, handoffs, lists
from bot.services.lists import ListName
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, an_agent


def a_saved_agent(db: Session) -> Agent:
    agent = an_agent()
    db.add(agent)
    db.flush()
    return agent


def a_saved_conversation(db: Session, **changes: object) -> Conversation:
    conversation = a_conversation(**changes)
    db.add(conversation)
    db.flush()
    return conversation


def says(db: Session, conversation: Conversation, sender: Sender, text: str) -> None:
    db.add(Message(conversation_id=conversation.id, channel="widget", sender=sender, text=text, at=NOW))
    db.flush()


def test_whoever_owns_a_conversation_it_stands_in_a_list(db: Session) -> None:
    me, colleague = a_saved_agent(db), a_saved_agent(db)
    made = {a_saved_conversation(db, owner=owner).id for owner in (Owner.BOT, Owner.CLOSED)}
    made |= {a_saved_conversation(db, owner=Owner.AGENT, agent_id=agent.id).id for agent in (me, colleague)}
    queued = a_saved_conversation(db)
    handoffs.hand_off(db, queued.id, HandoffReason.NOT_COVERED, NOW)

    listed = {row.conversation.id for name in ListName for row in lists.rows(db, name, me, NOW)}

    assert listed == made | {queued.id}


def test_a_row_shows_what_a_person_wrote_last(db: Session) -> None:
    agent, conversation = a_saved_agent(db), a_saved_conversation(db)
    says(db, conversation, Sender.CUSTOMER, "first")
    says(db, conversation, Sender.CUSTOMER, "second")
    says(db, conversation, Sender.ASSISTANT, "I am passing you on")
    desk.note(db, conversation.id, agent, "not for the customer", NOW)
    desk.announce(db, conversation.id, "Anna has joined", NOW)

    (row,) = lists.rows(db, ListName.ASSISTANT, agent, NOW)

    assert row.last is not None
    assert row.last.text == "second"


def test_counts_agree_with_the_lists(db: Session) -> None:
    me = a_saved_agent(db)
    for agent in (me, a_saved_agent(db), None):
        a_saved_conversation(db, owner=Owner.AGENT if agent else Owner.BOT, agent_id=agent.id if agent else None)
    handoffs.hand_off(db, a_saved_conversation(db).id, HandoffReason.NOT_COVERED, NOW)

    counts = lists.counts(db, me)

    assert counts == {name: len(lists.rows(db, name, me, NOW)) for name in counts}
    assert set(counts.values()) == {1, 2}


def test_the_queue_is_one_page(db: Session) -> None:
    handoffs.hand_off(db, a_saved_conversation(db).id, HandoffReason.NOT_COVERED, NOW)

    assert lists.rows(db, ListName.QUEUE, a_saved_agent(db), NOW, page=1) == []
