"""What cannot be brought to its customer goes to their own address, if it is proved; else before an agent."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import outbox
from bot.services.attachments import Enclosed, enclosed_in
from bot.services.desk import announce, reply
from bot.services.follow_ups import is_silenced
from bot.services.handoffs import open_handoff, take
from bot.services.inbox import Inbound, receive
from bot.services.outbox import Outcome
from bot.services.reach import OWN_MAILBOX, Letter
from bot.services.stays import newest_waiting
from bot.services.turns import say_unasked
from bot.support.contact import EMAIL, Contact
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message
from bot.support.reply import Reply
from tests.factories import NOW, a_conversation, a_customer, an_agent, saved

REFUSED = Outcome("blocked", is_final=True)


def by_mail(email: str, about: str) -> Letter:
    return Letter("email", email, f"{about}/{email}", {"subject": ""})


def a_talk(db: Session, *, is_proved: bool, channel: str = "telegram") -> Conversation:
    talk = saved(db, a_conversation(channel=channel, customer=a_customer(email="mary@example.com") if is_proved else None))
    db.add(Contact(conversation_id=talk.id, channel=channel, address=talk.id, heard_at=NOW, details={}))
    return talk


def refused(db: Session, talk: Conversation, *, has_mail: bool = True) -> list[str]:
    """Something is said that the platform refuses for good."""
    message = announce(db, talk.id, "Anna has joined", NOW)
    return outbox.settle(db, {message.id: REFUSED}, NOW, by_mail if has_mail else None)


def states(db: Session) -> dict[str, DeliveryState]:
    rows = select(Message.channel, Delivery.state).join(Delivery, Delivery.message_id == Message.id)
    return dict(db.execute(rows).tuples().all())


def test_of_some_channels_a_few_are_claimed_in_their_order(db: Session) -> None:
    for channel in ("telegram", "slack", "telegram", "telegram", "slack"):
        announce(db, a_talk(db, is_proved=False, channel=channel).id, "Anna has joined", NOW)
    kinds = [[parcel.message.channel for parcel in outbox.claim(db, NOW, few={"telegram": most})] for most in (0, 2, 2)]
    assert kinds == [["slack", "slack"], ["telegram", "telegram"], ["telegram"]]


def test_a_proved_customer_who_has_gone_gets_it_by_mail(db: Session) -> None:
    talk = a_talk(db, is_proved=True)

    assert refused(db, talk) == []

    assert states(db) == {"telegram": DeliveryState.MAILED, "email": DeliveryState.DUE}
    letter = db.scalars(select(Contact).where(Contact.channel == "email")).one()
    mailed = db.get_one(Conversation, letter.conversation_id)
    assert (letter.details["to"], mailed.customer_id, mailed.proved_by) == ("mary@example.com", talk.customer_id, OWN_MAILBOX)
    assert db.scalars(select(Handoff)).all() == []


def test_all_that_goes_by_mail_instead_goes_in_one_thread(db: Session) -> None:
    talk = a_talk(db, is_proved=True)
    refused(db, talk)
    refused(db, talk)
    letter = db.scalars(select(Contact).where(Contact.channel == "email")).one()
    assert len(db.scalars(select(Message).where(Message.conversation_id == letter.conversation_id)).all()) == 2


def test_what_an_agent_enclosed_goes_along(db: Session) -> None:
    talk, anna = a_talk(db, is_proved=True), an_agent()
    db.add(anna)
    db.flush()
    take(db, talk.id, anna, NOW)
    message = reply(db, talk.id, anna, "Your label.", NOW, files=[Enclosed("label.pdf", b"%PDF-1.7")])
    assert message is not None

    outbox.settle(db, {message.id: REFUSED}, NOW, by_mail)

    copy = db.scalars(select(Message).where(Message.channel == "email")).one()
    assert enclosed_in(db, copy.id) == [Enclosed("label.pdf", b"%PDF-1.7")]


def test_who_has_not_proved_who_they_are_gets_no_mail(db: Session) -> None:
    talk = a_talk(db, is_proved=False)
    assert refused(db, talk) == [talk.id]
    assert (states(db), talk.owner) == ({"telegram": DeliveryState.FAILED}, Owner.QUEUED)


def test_a_shop_without_e_mail_calls_an_agent(db: Session) -> None:
    talk = a_talk(db, is_proved=True)
    assert refused(db, talk, has_mail=False) == [talk.id]


def test_out_of_hours_it_becomes_a_ticket_and_the_assistant_goes_on(db: Session) -> None:
    talk = a_talk(db, is_proved=False)
    message = announce(db, talk.id, "Anna has joined", NOW)

    assert outbox.settle(db, {message.id: REFUSED}, NOW, is_desk_open=False) == [talk.id]

    [waiting] = newest_waiting(db, 2)
    assert (waiting.reason, waiting.is_waiting_ticket) == (HandoffReason.NOT_DELIVERED, True)
    assert talk.owner is Owner.BOT


def test_out_of_hours_what_came_back_becomes_a_ticket_too(db: Session) -> None:
    talk = a_talk(db, is_proved=False)
    message = announce(db, talk.id, "hello", NOW)
    outbox.give_up(db, "telegram", [message.id], NOW, is_desk_open=False)
    assert [waiting.is_waiting_ticket for waiting in newest_waiting(db, 2)] == [True]


def test_whose_word_did_not_arrive_owes_it_still(db: Session) -> None:
    talk, anna = a_talk(db, is_proved=False), an_agent()
    db.add(anna)
    db.flush()
    take(db, talk.id, anna, NOW)
    message = reply(db, talk.id, anna, "It leaves tomorrow.", NOW)
    assert message is not None
    handoff = open_handoff(db, talk.id)
    assert handoff is not None
    assert handoff.owed_since is None

    outbox.settle(db, {message.id: REFUSED}, NOW)

    assert (handoff.owed_since, talk.owner) == (NOW, Owner.AGENT)


def test_a_mail_that_is_refused_is_an_agents(db: Session) -> None:
    talk = a_talk(db, is_proved=True, channel="email")
    assert refused(db, talk) == [talk.id]


OPTED_OUT = Outcome("stopped", is_final=True, has_opted_out=True)


def test_an_answer_that_the_platform_refuses_to_who_stopped_goes_by_mail(db: Session) -> None:
    talk = a_talk(db, is_proved=True)
    message = answered(db, talk, "Where is my order?")
    assert outbox.settle(db, {message.id: OPTED_OUT}, NOW, by_mail) == []
    assert (is_silenced(db, talk), states(db)[EMAIL]) == (True, DeliveryState.DUE)


@pytest.mark.parametrize("is_proved", [True, False])
def test_the_answer_to_a_stop_is_missed_by_nobody(db: Session, is_proved: bool) -> None:
    talk = a_talk(db, is_proved=is_proved)
    message = answered(db, talk, "STOP")
    assert outbox.settle(db, {message.id: OPTED_OUT}, NOW, by_mail) == []
    assert states(db) == {"telegram": DeliveryState.FAILED}
    assert db.scalars(select(Handoff)).all() == []


def test_what_comes_unasked_is_not_mailed_to_who_stopped(db: Session) -> None:
    talk = a_talk(db, is_proved=True)
    message = say_unasked(db, talk, Reply("Your order is late."), NOW)
    assert outbox.settle(db, {message.id: OPTED_OUT}, NOW, by_mail) == [talk.id]
    assert states(db) == {"telegram": DeliveryState.FAILED}


def answered(db: Session, talk: Conversation, text: str) -> Message:
    """What the assistant says to the customer's message."""
    asked = receive(db, Inbound(talk.id, talk.channel, f"{talk.id}/1", text), NOW).message
    message = say_unasked(db, talk, Reply("echo"), NOW)
    message.in_reply_to = asked.id
    return message


def test_what_came_back_goes_by_mail_once(db: Session) -> None:
    talk = a_talk(db, is_proved=True)
    message = announce(db, talk.id, "hello", NOW)
    for _ in range(2):
        assert outbox.give_up(db, "telegram", [message.id], NOW, by_mail) == []
    assert states(db) == {"telegram": DeliveryState.MAILED, "email": DeliveryState.DUE}
    assert len(db.scalars(select(Delivery)).all()) == 2
