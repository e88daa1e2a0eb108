"""Whoever writes first, and however often before the customer answers: one conversation is one thread of mails."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from bot.services.complaints import make_complaint
from bot.services.handoffs import close
from bot.spine.follow_ups import follow_up_due
from bot.support.conversation import Conversation
from bot.support.message import Sender
from tests.channels.email.night import Night
from tests.factories import a_customer
from tests.spine.stand_in import Clockwork

# Long enough for the follow-up of a complaint to be due, on a working day.
DAYS = timedelta(days=4)


def complains(night: Night) -> None:
    with night.app.database.session() as db:
        talk = db.get_one(Conversation, night.conversation.id)
        make_complaint(db, talk, "Late!", key="1", terms=night.app.settings.terms, now=night.app.clock())


def proves_who_they_are(night: Night) -> None:
    with night.app.database.session() as db:
        db.get_one(Conversation, night.conversation.id).customer = a_customer(email="emma@example.com")


async def followed_up(night: Night, clock: Clockwork) -> None:
    clock.now += DAYS
    with night.app.database.session() as db:
        close(db, night.conversation.id, night.agent, clock.now)
    await follow_up_due(night.app)
    await night.app.tell(night.conversation.id)


def are_one_thread(first: EmailMessage, second: EmailMessage) -> bool:
    """As mail programs judge: they refer to the same mail, and are called the same."""
    named = [set(str(mail["References"]).split()) for mail in (first, second)]
    return bool(named[0] & named[1]) and str(first["Subject"]) == str(second["Subject"]).removeprefix("Re: ")


@pytest.fixture
def watched(night: Night) -> Night:
    """A proved customer of the widget, who complained and has gone."""
    proves_who_they_are(night)
    complains(night)
    return night


async def test_two_answers_before_the_customers_next_are_one_thread(night: Night) -> None:
    night.takes()
    await night.replies("It leaves tomorrow.")
    await night.replies("It has left.")
    assert are_one_thread(*await night.mails(2))


async def test_a_follow_up_after_an_agents_answer_is_in_its_thread(watched: Night, clock: Clockwork) -> None:
    watched.takes()
    await watched.replies("It leaves tomorrow.")
    await watched.mails(1)

    await followed_up(watched, clock)

    [answer, follow_up] = await watched.mails(2)
    assert "utter_follow_up_answer" in follow_up.get_content()
    assert are_one_thread(answer, follow_up)


async def test_an_agents_answer_after_a_follow_up_is_in_its_thread(watched: Night, clock: Clockwork) -> None:
    watched.takes()
    await followed_up(watched, clock)
    await watched.mails(1)

    watched.takes()
    await watched.replies("We are looking into it.")

    assert are_one_thread(*await watched.mails(2))


async def test_an_answer_to_a_follow_up_comes_into_the_conversation_and_stays_in_the_thread(
    watched: Night, clock: Clockwork
) -> None:
    watched.takes()
    await followed_up(watched, clock)
    [follow_up] = await watched.mails(1)

    await watched.customer_mails(follow_up, "thank you")

    [_, answer] = await watched.mails(2)
    assert (Sender.CUSTOMER, "thank you") in watched.said()
    assert answer["In-Reply-To"] == "<reply@mail.example.com>"
    assert str(answer["Subject"]).removeprefix("Re: ") == str(follow_up["Subject"])
