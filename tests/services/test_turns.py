"""One writer a conversation; an answer is stored whole or not at all."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import turns
from bot.services.handoffs import hand_off, take
from bot.services.inbox import Inbound, receive
from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.handoff import HandoffReason
from bot.support.message import Message
from bot.support.reply import Reply, ReplyButton
from tests.factories import NOW, a_conversation, an_agent, saved
from tests.statements import statements

LEASE = timedelta(seconds=10)


def a_talk(db: Session, *texts: str) -> Conversation:
    """A conversation with unanswered messages."""
    conversation = saved(db, a_conversation())
    for number, text in enumerate(texts):
        receive(db, Inbound(conversation.id, "widget", f"{conversation.id}-{number}", text), NOW)
    return conversation


def begun(db: Session, conversation: Conversation, holder: str = "one") -> turns.Turn:
    assert turns.begin_turn(db, conversation.id, holder, LEASE, NOW)
    turn = turns.current_turn(db, conversation.id, holder, NOW)
    assert turn is not None
    return turn


def test_turn_is_begun_only_where_a_message_is_unanswered(db: Session) -> None:
    assert not turns.begin_turn(db, a_talk(db).id, "one", LEASE, NOW)


def test_oldest_message_is_answered_first(db: Session) -> None:
    assert begun(db, a_talk(db, "first", "second")).message.text == "first"


def test_second_holder_gets_no_turn(db: Session) -> None:
    conversation = a_talk(db, "hello")
    begun(db, conversation)

    assert not turns.begin_turn(db, conversation.id, "two", LEASE, NOW)


def test_turn_of_a_dead_holder_is_taken_over_when_the_lease_runs_out(db: Session) -> None:
    conversation = a_talk(db, "hello")
    begun(db, conversation)

    assert turns.begin_turn(db, conversation.id, "two", LEASE, NOW + LEASE + timedelta(seconds=1))


def test_holder_who_lost_the_turn_stores_nothing(db: Session) -> None:
    conversation = a_talk(db, "hello")
    late = begun(db, conversation)
    turns.begin_turn(db, conversation.id, "two", LEASE, NOW + LEASE + timedelta(seconds=1))

    assert turns.end_turn(db, late, [Reply("too late")], None, NOW) is None


def test_replies_are_stored_with_their_buttons_and_are_due_at_once(db: Session) -> None:
    turn = begun(db, a_talk(db, "hello"))

    stored = turns.end_turn(db, turn, [Reply("Hi", [ReplyButton("Yes", "affirm", {})], "confirmation")], {"intent": "greet"}, NOW)

    assert stored is not None
    assert [message.in_reply_to for message in stored] == [turn.message.id]
    button = db.get(Button, stored[0].buttons[0]["token"])
    assert button is not None
    assert button.payload == {"intent": "affirm", "entities": {}}
    assert db.get_one(Delivery, stored[0].id).next_try_at == NOW
    db.refresh(turn.message)
    assert turn.message.understood == {"intent": "greet"}


def test_all_buttons_of_a_reply_are_stored_in_one_statement(db: Session) -> None:
    turn = begun(db, a_talk(db, "hello"))
    reply = Reply("Which?", [ReplyButton(title, "inform", {"variant": title}) for title in ("Red", "Blue", "Green")])

    with statements(db) as executed:
        turns.end_turn(db, turn, [reply], None, NOW)

    assert [statement.split()[2] for statement in executed if statement.startswith("INSERT")].count("buttons") == 1
    assert set(db.scalars(select(Button.title))) == {"Red", "Blue", "Green"}


def test_awaited_replies_need_no_delivery(db: Session) -> None:
    turn = begun(db, a_talk(db, "hello"))

    stored = turns.end_turn(db, turn, [Reply("Hi")], None, NOW, is_awaited=True)

    assert stored is not None
    assert db.get(Delivery, stored[0].id) is None


def test_answered_message_frees_the_turn(db: Session) -> None:
    conversation = a_talk(db, "first", "second")
    turns.end_turn(db, begun(db, conversation), [], None, NOW)

    assert begun(db, conversation, "two").message.text == "second"


def test_reply_is_thrown_away_when_a_human_took_the_conversation(db: Session) -> None:
    conversation = a_talk(db, "hello")
    turn = begun(db, conversation)
    agent = an_agent()
    db.add(agent)
    take(db, conversation.id, agent, NOW)

    assert turns.end_turn(db, turn, [Reply("I am the assistant")], None, NOW) is None


def test_turn_that_hands_over_stores_its_last_words(db: Session) -> None:
    conversation = a_talk(db, "a human please")
    turn = begun(db, conversation)
    hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, NOW)

    assert turns.end_turn(db, turn, [Reply("A colleague is coming")], None, NOW)
    assert conversation.owner is Owner.QUEUED


def test_messages_behind_a_handoff_are_left_to_the_human(db: Session) -> None:
    conversation = a_talk(db, "a human please", "are you there?")
    turn = begun(db, conversation)
    hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    turns.end_turn(db, turn, [], None, NOW)
    turns.begin_turn(db, conversation.id, "two", LEASE, NOW)

    assert turns.current_turn(db, conversation.id, "two", NOW) is None
    unanswered = db.scalars(select(Message).where(Message.handled_at.is_(None)))
    assert list(unanswered) == []


def test_conversations_owed_an_answer_are_those_without_a_holder(db: Session) -> None:
    waiting, being_answered = a_talk(db, "hello"), a_talk(db, "hello")
    begun(db, being_answered)
    a_talk(db)

    assert turns.conversations_owed_an_answer(db, NOW) == [waiting.id]


def test_message_that_keeps_ending_its_turns_is_hopeless(db: Session) -> None:
    conversation = a_talk(db, "hello")
    later = NOW
    for _ in range(turns.MAX_ATTEMPTS + 1):
        later += LEASE + timedelta(seconds=1)
        turns.begin_turn(db, conversation.id, "one", LEASE, later)

    turn = turns.current_turn(db, conversation.id, "one", later)

    assert turn is not None
    assert turn.is_hopeless
