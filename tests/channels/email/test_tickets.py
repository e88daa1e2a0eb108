"""A ticket of the widget is answered by e-mail, and the customer goes on by e-mail or in the chat."""

from datetime import timedelta

from bot.services import inbox
from bot.services.conversations import transcript
from bot.services.inbox import Inbound
from bot.support.conversation import Conversation
from bot.support.message import Sender
from tests.channels.email.night import EMMA, Night, a_ticket
from tests.factories import a_customer
from tests.spine.stand_in import Clockwork


async def test_the_agents_answer_goes_by_mail_and_stands_in_the_chat(night: Night) -> None:
    night.takes()
    await night.replies("It leaves tomorrow.")

    [mail] = await night.mails(1)
    assert (mail["To"], mail["In-Reply-To"], mail["Auto-Submitted"]) == (EMMA, None, None)
    assert "T-" in str(mail["Subject"])
    assert mail.get_content().strip() == "It leaves tomorrow."
    assert night.said()[-1] == (Sender.AGENT, "It leaves tomorrow.")


async def test_what_the_customer_mails_back_comes_into_the_same_conversation_and_is_answered_by_mail(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    [first] = await night.mails(1)

    await night.customer_mails(first, "W-10482")
    assert night.said()[-1] == (Sender.CUSTOMER, "W-10482")
    await night.replies("Thank you.")

    second = (await night.mails(2))[1]
    assert (second["In-Reply-To"], second.get_content().strip()) == ("<reply@mail.example.com>", "Thank you.")


async def test_who_comes_back_to_the_chat_is_answered_there(night: Night, clock: Clockwork) -> None:
    night.takes()
    await night.replies("Which order?")
    await night.mails(1)
    clock.now += timedelta(minutes=1)
    with night.app.database.session() as db:
        inbox.receive(db, Inbound(night.conversation.id, "widget", "back", "W-10482"), night.app.clock())

    await night.replies("Thanks")

    with night.app.database.session() as db:
        assert transcript(db, night.conversation.id)[-1].channel == "widget"


async def test_without_an_address_the_answer_waits_in_the_chat(night: Night) -> None:
    with night.app.database.session() as db:
        night.conversation = a_ticket(db, night.app, email=None)
    night.takes()
    await night.replies("It leaves tomorrow.")

    assert night.said()[-1] == (Sender.AGENT, "It leaves tomorrow.")
    assert night.server.sent == []


async def test_a_typed_address_does_not_get_into_what_somebody_else_proved_later(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    [first] = await night.mails(1)
    with night.app.database.session() as db:
        db.get_one(Conversation, night.conversation.id).customer = a_customer(email="mary@example.com")

    await night.customer_mails(first, "where is my order")

    assert night.said()[-1] == (Sender.AGENT, "Which order?")
    assert (await night.mails(2))[1].get_content().strip() == "heard where is my order"


async def test_the_agents_next_answer_goes_to_who_proved_later_who_they_are(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    await night.mails(1)
    with night.app.database.session() as db:
        db.get_one(Conversation, night.conversation.id).customer = a_customer(email="mary@example.com")

    await night.replies("It leaves tomorrow.")

    [first, second] = await night.mails(2)
    assert (first["To"], second["To"]) == (EMMA, "mary@example.com")
