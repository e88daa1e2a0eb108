"""What a channel brings is stored once, and is owed an answer unless a human has it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.conversations import open_conversation
from bot.services.inbox import Inbound, UnknownButtonError, WrongTokenError, receive
from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.message import MAX_TEXT_CHARS, Message
from tests.factories import NOW, a_conversation, saved


def inbound(conversation: Conversation, text: str = "hello", platform_id: str = "m1", button: str | None = None) -> Inbound:
    return Inbound(conversation.id, "widget", platform_id, text, button)


def stored(db: Session, conversation: Conversation) -> Conversation:
    return saved(db, conversation)


def test_new_message_is_owed_an_answer(db: Session) -> None:
    receipt = receive(db, inbound(stored(db, a_conversation())), NOW)

    assert receipt.is_new
    assert receipt.message.handled_at is None


def test_second_delivery_of_a_message_stores_nothing(db: Session) -> None:
    conversation = stored(db, a_conversation())
    first = receive(db, inbound(conversation), NOW)

    second = receive(db, inbound(conversation, text="hello again"), NOW)

    assert not second.is_new
    assert second.message is first.message
    assert db.scalar(select(func.count()).select_from(Message)) == 1


@pytest.mark.parametrize("owner", [Owner.QUEUED, Owner.AGENT])
def test_message_for_a_human_owes_no_turn(db: Session, owner: Owner) -> None:
    receipt = receive(db, inbound(stored(db, a_conversation(owner=owner))), NOW)

    assert receipt.message.handled_at == NOW


def test_message_opens_a_closed_conversation_for_the_assistant(db: Session) -> None:
    conversation = stored(db, a_conversation(owner=Owner.CLOSED))

    receipt = receive(db, inbound(conversation), NOW)

    assert conversation.owner is Owner.BOT
    assert receipt.message.handled_at is None


def test_card_number_is_not_stored(db: Session) -> None:
    receipt = receive(db, inbound(stored(db, a_conversation()), "my card is 4111 1111 1111 1111"), NOW)

    assert receipt.message.text == "my card is ••••••••••••1111"


def test_text_that_no_database_takes_is_cleaned(db: Session) -> None:
    receipt = receive(db, inbound(stored(db, a_conversation()), "he\x00llo\ud800"), NOW)

    assert receipt.message.text == "hello"


def test_endless_text_is_cut(db: Session) -> None:
    receipt = receive(db, inbound(stored(db, a_conversation()), "x" * (MAX_TEXT_CHARS + 1)), NOW)

    assert len(receipt.message.text) == MAX_TEXT_CHARS


def test_button_speaks_with_its_title(db: Session) -> None:
    conversation = stored(db, a_conversation())
    button = stored_button(db, conversation)

    receipt = receive(db, inbound(conversation, "", button=button.token), NOW)

    assert receipt.message.text == "Yes"


def test_button_is_good_for_one_press(db: Session) -> None:
    conversation = stored(db, a_conversation())
    button = stored_button(db, conversation)
    receive(db, inbound(conversation, "", "m1", button.token), NOW)

    with pytest.raises(UnknownButtonError):
        receive(db, inbound(conversation, "", "m2", button.token), NOW)


def test_button_of_another_conversation_is_unknown(db: Session) -> None:
    button = stored_button(db, stored(db, a_conversation()))

    with pytest.raises(UnknownButtonError):
        receive(db, inbound(stored(db, a_conversation()), "", button=button.token), NOW)


def stored_button(db: Session, conversation: Conversation) -> Button:
    button = Button(conversation_id=conversation.id, title="Yes", payload={"intent": "affirm", "entities": {}})
    return saved(db, button)


def test_message_with_the_conversations_token_is_stored(db: Session) -> None:
    opened = open_conversation(db, "widget", "en", NOW)

    assert receive(db, Inbound(opened.conversation.id, "widget", "m1", "hello", token=opened.token), NOW).is_new


@pytest.mark.parametrize("conversation_id", [None, "unknown"])
def test_message_with_another_token_is_refused_and_not_stored(db: Session, conversation_id: str | None) -> None:
    mine, other = open_conversation(db, "widget", "en", NOW), open_conversation(db, "widget", "en", NOW)

    with pytest.raises(WrongTokenError):
        receive(db, Inbound(conversation_id or mine.conversation.id, "widget", "m1", "hello", token=other.token), NOW)

    assert db.scalar(select(func.count()).select_from(Message)) == 0
