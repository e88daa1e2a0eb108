"""Where a customer is written to: where they were last, or by e-mail when they have gone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.handoffs import answer_by_email, hand_off
from bot.services.reach import GONE, OWN_MAILBOX, Letter, Means, Place, entitle, place_to_write, talk_by_letter
from bot.shop.customer import Customer
from bot.support.contact import Contact
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.layout import Limits
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, a_customer, saved
from tests.statements import statements

DAY = timedelta(days=1)
CHANNELS = {"widget": Limits(text=100), "chat": Limits(text=100, window=DAY), "mail": Limits(text=100)}
MEANS = Means(CHANNELS, lambda email, about: Letter("mail", email, f"{about}/{email}"))


def a_talk(db: Session, channel: str = "widget", heard_at: datetime = NOW, **changes: str) -> Conversation:
    talk = saved(db, a_conversation(channel=channel, opened_at=heard_at, **changes))
    if channel != "widget":
        db.add(Contact(conversation_id=talk.id, channel=channel, address=talk.id, heard_at=heard_at, details={}))
    db.add(Message(conversation_id=talk.id, channel=channel, sender=Sender.CUSTOMER, text="hello", at=heard_at))
    db.flush()
    return talk


def here(talk: Conversation) -> Place:
    return Place(talk, talk.channel)


@pytest.fixture
def emma(db: Session) -> str:
    customer = saved(db, a_customer(email="emma@example.com"))
    return customer.id


def test_a_proved_customer_is_where_they_wrote_last(db: Session, emma: str) -> None:
    first = a_talk(db, customer_id=emma)
    later = a_talk(db, "chat", NOW + timedelta(seconds=1), customer_id=emma)
    assert place_to_write(db, first, MEANS, NOW) == here(later)
    assert place_to_write(db, later, MEANS, NOW) == here(later)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_however_much_others_have_said_none_of_it_is_read(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)

    with statements(db) as asked:
        place_to_write(db, talk, MEANS, NOW)

    reading = [one for one in asked if one.startswith("SELECT")]
    plans = [db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", (None,) * one.count("?")).all() for one in reading]
    assert [step.detail for plan in plans for step in plan if step.detail.startswith("SCAN messages")] == []


def test_who_is_not_proved_to_be_the_same_is_not(db: Session, emma: str) -> None:
    unproved, proved = a_talk(db), a_talk(db, customer_id=emma)
    a_talk(db, "chat", NOW + timedelta(seconds=1))
    assert place_to_write(db, unproved, MEANS, NOW) == here(unproved)
    assert place_to_write(db, proved, MEANS, NOW) == here(proved)


def test_a_channel_that_is_off_is_no_place(db: Session, emma: str) -> None:
    first = a_talk(db, customer_id=emma)
    a_talk(db, "gone", NOW + timedelta(seconds=1), customer_id=emma)
    assert place_to_write(db, first, MEANS, NOW) == here(first)


def test_who_has_gone_from_the_widget_gets_one_mail_thread_at_their_own_address(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    assert place_to_write(db, talk, MEANS, NOW + GONE) == here(talk)
    assert place_to_write(db, talk, MEANS, NOW + GONE + timedelta(seconds=1)) == Place(talk, "mail")
    assert place_to_write(db, talk, MEANS, NOW + DAY) == Place(talk, "mail")
    contact = db.scalars(select(Contact)).one()
    assert (contact.address, contact.details) == (f"{talk.id}/emma@example.com", {"to": "emma@example.com"})


def test_who_went_on_by_mail_is_answered_by_mail(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    db.add(Message(conversation_id=talk.id, channel="mail", sender=Sender.CUSTOMER, text="hello again", at=NOW))
    assert place_to_write(db, talk, MEANS, NOW) == Place(talk, "mail")


def test_who_proves_later_who_they_are_is_written_to_at_their_own_address(db: Session, emma: str) -> None:
    talk = a_talk(db)
    hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    answer_by_email(db, talk.id, "me@example.com")
    place_to_write(db, talk, MEANS, NOW + DAY)
    talk.customer = db.get_one(Customer, emma)

    assert place_to_write(db, talk, MEANS, NOW + DAY) == Place(talk, "mail")
    assert [contact.details["to"] for contact in db.scalars(select(Contact))] == ["emma@example.com"]


def test_a_platforms_talk_goes_on_by_mail_in_one_beside_it(db: Session, emma: str) -> None:
    talk = a_talk(db, "chat", customer_id=emma)
    place = place_to_write(db, talk, MEANS, NOW + 2 * DAY)
    assert place is not None
    assert place.conversation is not talk
    assert (place.channel, place.conversation.customer_id, place.conversation.proved_by) == ("mail", emma, OWN_MAILBOX)
    assert place_to_write(db, talk, MEANS, NOW + 3 * DAY) == place


def test_a_mail_thread_keeps_the_name_of_its_first_mail(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    letter = Letter("mail", "emma@example.com", "1", {"subject": ""})
    place = talk_by_letter(db, talk, letter, NOW)
    entitle(db, place, "Your order is late.\nWe are sorry.")
    entitle(db, talk_by_letter(db, talk, letter.called("Your ticket"), NOW), "It is there.")
    assert db.get_one(Contact, talk.id).details["subject"] == "Your order is late."


def test_whose_page_is_still_open_has_not_gone(db: Session, emma: str) -> None:
    talk = a_talk(db, customer_id=emma)
    talk.owner = Owner.QUEUED
    talk.be_seen(NOW + GONE)
    assert place_to_write(db, talk, MEANS, NOW + 2 * GONE) == here(talk)


def test_while_the_assistant_answers_pages_are_not_noted(db: Session) -> None:
    talk = a_talk(db)
    talk.be_seen(NOW)
    assert talk.seen_at is None


def test_an_address_that_was_left_for_the_answer_is_used_and_proves_nothing(db: Session) -> None:
    talk = a_talk(db)
    hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    answer_by_email(db, talk.id, "me@example.com")
    assert place_to_write(db, talk, MEANS, NOW + DAY) == Place(talk, "mail")
    assert talk.customer_id is None


def test_without_any_address_the_answer_waits_in_the_widget(db: Session, emma: str) -> None:
    assert place_to_write(db, talk := a_talk(db), MEANS, NOW + DAY) == here(talk)
    assert place_to_write(db, known := a_talk(db, customer_id=emma), Means(CHANNELS), NOW + DAY) == here(known)


def test_beyond_a_platforms_window_nothing_is_left_but_mail_and_humans_may_try(db: Session, emma: str) -> None:
    later = NOW + DAY + timedelta(seconds=1)
    talk, known = a_talk(db, "chat"), a_talk(db, "chat", customer_id=emma)
    assert place_to_write(db, talk, MEANS, NOW + DAY) == here(talk)
    assert place_to_write(db, talk, MEANS, later) is None
    assert place_to_write(db, talk, MEANS, later, by_human=True) == here(talk)
    assert (place := place_to_write(db, known, MEANS, later)) is not None
    assert place.channel == "mail"
