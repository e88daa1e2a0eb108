"""A customer who has left a platform is written to by e-mail, over real SMTP."""

from bot.channels.email.channel import Email
from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.channels.vendors.telegram import FakeTelegram
from bot.channels.vendors.vendor import listening, served
from bot.server import create_server
from bot.services import desk, handoffs
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.contact import Contact
from bot.support.conversation import Conversation
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import a_customer, an_agent
from tests.spine.stand_in import until


async def test_an_agents_answer_to_who_blocked_the_bot_goes_to_their_own_address(one_database: Database) -> None:
    vendor, mail = FakeTelegram(), MailServer()
    async with served(vendor.answer) as api, listening_to(mail.smtp, "smtp") as smtp, listening_to(mail.imap, "imap") as imap:
        email = Email(USER, PASSWORD, smtp, imap, "Corner shop")
        app = an_app(one_database, EchoAssistant(), vendor.platform(api), email)
        async with listening(create_server(app)):
            talk = a_talk_of_mary(one_database)
            vendor.moods = [vendor.refusal()]
            await app.tell(talk)
            await until(lambda: len(mail.sent) == 1)

    [sent] = mail.sent
    assert (sent["To"], sent.get_content().strip()) == ("mary@example.com", "Your lamp is on its way.")
    assert "In-Reply-To" not in sent
    assert vendor.shown == []


def a_talk_of_mary(database: Database) -> str:
    """On Telegram, with an answer of an agent's that has still to be sent."""
    now = utc_now()
    with database.session() as db:
        talk = Conversation(channel="telegram", opened_at=now, last_message_at=now)
        talk.customer, anna = a_customer(email="mary@example.com"), an_agent()
        db.add_all([talk, anna])
        db.flush()
        db.add(Contact(conversation_id=talk.id, channel="telegram", address="1", heard_at=now, details={}))
        handoffs.take(db, talk.id, anna, now)
        desk.reply(db, talk.id, anna, "Your lamp is on its way.", now)
    return talk.id
