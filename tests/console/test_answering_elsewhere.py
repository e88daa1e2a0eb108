"""An agent's answer goes where the customer is now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.email.channel import Email
from bot.channels.telegram.channel import Telegram
from bot.channels.widget.channel import WidgetChannel
from bot.console import moves
from bot.services import handoffs
from bot.services.conversations import transcript
from bot.services.handoffs import take
from bot.shop.customer import Customer
from bot.spine.app import App
from bot.support.agent import Agent
from bot.support.contact import Contact
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, a_customer, an_agent, saved

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

LONG_AGO = NOW - timedelta(hours=2)


@pytest.fixture
def reaching(app: App) -> App:
    channels = [
        WidgetChannel(app.live),
        Telegram("token", "secret"),
        Email("shop@example.com", "x", "smtp://localhost", "imap://localhost", "Shop"),
    ]
    return replace(app, channels={channel.name: channel for channel in channels})


@pytest.fixture
def anna(app: App) -> Agent:
    with app.database.session() as db:
        anna = an_agent(name="Anna")
        db.add(anna)
    return anna


@pytest.fixture
def emma(app: App) -> Customer:
    """Who has proved, wherever she writes, who she is."""
    with app.database.session() as db:
        emma = a_customer()
        db.add(emma)
    return emma


def a_talk(app: App, channel: str = "widget", heard_at: object = NOW, **changes: object) -> Conversation:
    with app.database.session() as db:
        talk = saved(db, a_conversation(channel=channel, opened_at=heard_at, **changes))
        if channel != "widget":
            db.add(Contact(conversation_id=talk.id, channel=channel, address="42", heard_at=heard_at, details={}))
        db.add(Message(conversation_id=talk.id, channel=channel, sender=Sender.CUSTOMER, text="hello", at=heard_at))
    return talk


def taken(app: App, talk: Conversation, agent: Agent) -> None:
    with app.database.session() as db:
        take(db, talk.id, agent, NOW)


def answered(app: App, talk: Conversation, agent: Agent) -> list[tuple[str, str]]:
    """The channels and texts that go out."""
    with app.database.session() as db:
        assert moves.reply(db, app, talk.id, agent, "Here is your answer.") is None
    with app.database.session() as db:
        out = select(Message.channel, Message.text).join(Delivery, Delivery.message_id == Message.id)
        return [(channel, text) for channel, text in db.execute(out.order_by(Message.channel)).tuples()]


def test_it_goes_to_the_channel_that_the_customer_used_last_and_the_agent_with_it(
    reaching: App, anna: Agent, emma: Customer
) -> None:
    first = a_talk(reaching, "telegram", LONG_AGO, customer_id=emma.id)
    last = a_talk(reaching, customer_id=emma.id)
    taken(reaching, first, anna)

    assert answered(reaching, first, anna) == [("widget", "Here is your answer.")]

    with reaching.database.session() as db:
        assert handoffs.owned_by(db, last.id) == anna.id
        [_, note] = transcript(db, first.id, with_notes=True)
        assert (note.is_note, "Here is your answer." in note.text) == (True, True)


def test_it_stays_in_its_conversation_on_the_same_channel(reaching: App, anna: Agent, emma: Customer) -> None:
    first = a_talk(reaching, heard_at=NOW - timedelta(seconds=9), customer_id=emma.id)
    a_talk(reaching, customer_id=emma.id)
    taken(reaching, first, anna)
    assert answered(reaching, first, anna) == [("widget", "Here is your answer.")]
    with reaching.database.session() as db:
        assert transcript(db, first.id)[-1].text == "Here is your answer."


def test_it_stays_where_a_colleague_has_the_other_conversation(reaching: App, anna: Agent, emma: Customer) -> None:
    with reaching.database.session() as db:
        bert = an_agent(name="Bert")
        db.add(bert)
    first = a_talk(reaching, "telegram", LONG_AGO, customer_id=emma.id)
    taken(reaching, a_talk(reaching, customer_id=emma.id), bert)
    taken(reaching, first, anna)
    assert answered(reaching, first, anna) == [("telegram", "Here is your answer.")]


def test_who_has_gone_from_the_widget_gets_it_by_mail_and_finds_it_there_too(reaching: App, anna: Agent, emma: Customer) -> None:
    talk = a_talk(reaching, heard_at=LONG_AGO, customer_id=emma.id)
    taken(reaching, talk, anna)
    assert answered(reaching, talk, anna) == [("email", "Here is your answer.")]
    with reaching.database.session() as db:
        assert [message.text for message in transcript(db, talk.id)][-1:] == ["Here is your answer."]


def test_whose_page_is_open_waits_for_no_mail(reaching: App, anna: Agent, emma: Customer) -> None:
    talk = a_talk(reaching, heard_at=LONG_AGO, customer_id=emma.id)
    taken(reaching, talk, anna)
    with reaching.database.session() as db:
        db.get_one(Conversation, talk.id).be_seen(NOW)
    assert answered(reaching, talk, anna) == [("widget", "Here is your answer.")]


def test_who_is_there_gets_it_there_alone(reaching: App, anna: Agent) -> None:
    talk = a_talk(reaching)
    taken(reaching, talk, anna)
    assert answered(reaching, talk, anna) == [("widget", "Here is your answer.")]


def test_a_customer_who_has_the_assistant_elsewhere_keeps_the_agent_once_answered_there(
    reaching: App, anna: Agent, emma: Customer
) -> None:
    first = a_talk(reaching, heard_at=LONG_AGO, customer_id=emma.id)
    last = a_talk(reaching, "telegram", customer_id=emma.id)
    taken(reaching, first, anna)
    answered(reaching, first, anna)
    with reaching.database.session() as db:
        assert db.get_one(Conversation, last.id).owner is Owner.AGENT
