"""Where a customer is written to: where they were last, or by e-mail when they have gone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.handoffs import answer_by_email, hand_off
from bot.services.reach import GONE, OWN_MAILBOX, Letter, Means, place_to_write
from bot.support.contact import Contact
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.layout import Limits
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, a_customer

DAY = timedelta(days=1)
CHANNELS = {"widget": Limits(text=100), "chat": Limits(text=100, window=DAY), "mail": Limits(text=100)}
MEANS = Means(CHANNELS, lambda email, about: Letter("mail", f"{about}/{email}", {"to": email}))


def a_talk(db: Session, channel: str = "widget", heard_at: datetime = NOW, **changes: str) -> Conversation:
    talk = a_conversation(channel=channel, opened_at=heard_at, **changes)
    db.add(talk)
    db.flush()
    if channel != "widget":
        db.add(Contact(conversation_id=talk.id, channel=channel, address=talk.id, heard_at=heard_at, details={}))
    db.add(Message(conversation_id=talk.id, channel=channel, sender=Sender.CUSTOMER, text="hello", at=heard_at))
    db.flush()
    return talk


@pytest.fixture
def emma(db: Session) -> str:
    customer = a_customer(email="emma@example.com")
    db.add(customer)
    db.flush()
    return customer.id


def test_a_proved_customer_is_where_they_wrote_last(db: Session, emma: str) -> None:
    first = a_talk(db, customer_id=emma)
    later = a_talk(db, "chat", NOW + timedelta(seconds=1), customer_id=emma)
    assert place_to_write(db, first, MEANS, NOW) is later
    assert place_to_write(db, later, MEANS, NOW) is later


def test_who_is_not_proved_to_be_the_same_is_not(db: Session, emma: str) -> None:
    unproved, proved = a_talk(db), a_talk(db, customer_id=emma)
    a_talk(db, "chat", NOW + timedelta(seconds=1))
    assert place_to_write(db, unproved, MEANS, NOW) is unproved
    assert place_to_write(db, proved, MEANS, NOW) is proved


def test_a_channel_that_is_off_is_no_place(db: Session, emma: str) -> None:
    first = a_talk(db, customer_id=emma)
    a_talk(db, "gone", NOW + timedelta(seconds=1), customer_id=emma)
    assert place_to_write(db, first, MEANS, NOW) is first


def test_who_has_gone_from_the_widget_gets_one_mail_thread_at_their_own_address(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    assert place_to_write(db, talk, MEANS, NOW + GONE) is talk
    place = place_to_write(db, talk, MEANS, NOW + GONE + timedelta(seconds=1))
    assert place is not None
    contact = db.get_one(Contact, place.id)
    assert (place.channel, place.customer_id, place.proved_by) == ("mail", emma, OWN_MAILBOX)
    assert (contact.address, contact.details) == (f"{talk.id}/emma@example.com", {"to": "emma@example.com"})
    assert place_to_write(db, talk, MEANS, NOW + DAY) is place
    assert db.scalar(select(func.count()).select_from(Contact)) == 1


def test_whose_page_is_still_open_has_not_gone(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    talk.owner = Owner.QUEUED
    talk.be_seen(NOW + GONE)
    assert place_to_write(db, talk, MEANS, NOW + 2 * GONE) is talk


def test_while_the_assistant_answers_pages_are_not_noted(db: Session) -> None:
    talk = a_talk(db)
    talk.be_seen(NOW)
    assert talk.seen_at is None


def test_an_address_that_was_left_for_the_answer_is_used_and_proves_nothing(db: Session) -> None:
    talk = a_talk(db)
    hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    answer_by_email(db, talk.id, "me@example.com")
    place = place_to_write(db, talk, MEANS, NOW + DAY)
    assert place is not None
    assert (place.channel, place.customer_id) == ("mail", None)


def test_without_any_address_the_answer_waits_in_the_widget(db: Session, emma: str) -> None:
    assert place_to_write(db, talk := a_talk(db), MEANS, NOW + DAY) is talk
    assert place_to_write(db, known := a_talk(db, customer_id=emma), Means(CHANNELS), NOW + DAY) is known


def test_beyond_a_platforms_window_nothing_is_left_but_mail_and_humans_may_try(db: Session, emma: str) -> None:
    later = NOW + DAY + timedelta(seconds=1)
    talk, known = a_talk(db, "chat"), a_talk(db, "chat", customer_id=emma)
    assert place_to_write(db, talk, MEANS, NOW + DAY) is talk
    assert place_to_write(db, talk, MEANS, later) is None
    assert place_to_write(db, talk, MEANS, later, by_human=True) is talk
    assert (place := place_to_write(db, known, MEANS, later)) is not None
    assert place.channel == "mail"
