"""When a channel last worked, and what went wrong on it last."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services.channel_health import Health, health_of, note_trouble
from bot.services.outbox import Outcome, claim, settle
from bot.support.channel_trouble import Trouble
from bot.support.conversation import Conversation
from bot.support.delivery import Delivery
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, saved

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def talk(db: Session) -> Conversation:
    return saved(db, a_conversation(channel="chat"))


def said(db: Session, talk: Conversation, sender: Sender, at: datetime, is_note: bool = False) -> Message:
    message = Message(conversation_id=talk.id, channel=talk.channel, sender=sender, text="hello", at=at, is_note=is_note)
    return saved(db, message)


def health(db: Session) -> Health:
    return health_of(db, ["chat"])["chat"]


def test_a_channel_that_was_never_used_has_no_times(db: Session) -> None:
    assert health(db) == Health(None, None, None)


def test_what_is_still_to_be_sent_has_not_gone_out_and_notes_never_do(db: Session, talk: Conversation) -> None:
    said(db, talk, Sender.CUSTOMER, NOW)
    said(db, talk, Sender.ASSISTANT, NOW)
    db.add(Delivery(message_id=said(db, talk, Sender.ASSISTANT, LATER).id, next_try_at=LATER))
    said(db, talk, Sender.AGENT, LATER, is_note=True)
    assert (health(db).last_in, health(db).last_out) == (NOW, NOW)
    settle(db, {parcel.message.id: Outcome() for parcel in claim(db, LATER)}, LATER)
    assert health(db).last_out == LATER


def test_what_could_not_be_sent_is_the_channels_trouble_until_something_goes_out(db: Session, talk: Conversation) -> None:
    db.add(Delivery(message_id=said(db, talk, Sender.ASSISTANT, NOW).id, next_try_at=NOW))
    settle(db, {parcel.message.id: Outcome("HTTP 401") for parcel in claim(db, NOW)}, NOW)
    found = health(db)
    assert found.trouble is not None
    assert (found.trouble.trouble, found.trouble.details, found.trouble.at) == (Trouble.NOT_SENT, "HTTP 401", NOW)
    assert found.is_troubled
    said(db, talk, Sender.ASSISTANT, LATER)
    assert not health(db).is_troubled


def test_the_same_trouble_is_noted_once_a_minute_and_another_at_once(db: Session) -> None:
    def noted() -> tuple[Trouble, datetime]:
        db.expire_all()
        trouble = health(db).trouble
        assert trouble is not None
        return trouble.trouble, trouble.at

    note_trouble(db, "chat", Trouble.FORGED, "", NOW)
    note_trouble(db, "chat", Trouble.FORGED, "", NOW + timedelta(seconds=59))
    assert noted() == (Trouble.FORGED, NOW)
    note_trouble(db, "chat", Trouble.FORGED, "", NOW + timedelta(seconds=60))
    assert noted() == (Trouble.FORGED, NOW + timedelta(seconds=60))
    note_trouble(db, "chat", Trouble.NOT_SENT, "x" * 1000, NOW + timedelta(seconds=61))
    assert noted() == (Trouble.NOT_SENT, NOW + timedelta(seconds=61))


def test_forged_deliveries_are_no_fault_of_a_channel_on_which_customers_arrive(db: Session, talk: Conversation) -> None:
    note_trouble(db, "chat", Trouble.FORGED, "", LATER)
    assert health(db).is_troubled
    said(db, talk, Sender.CUSTOMER, NOW)
    assert not health(db).is_troubled
