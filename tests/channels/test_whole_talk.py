"""One talk the whole way, on every platform: status, a return, a human, a reply, and back to the assistant."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.channels.vendors.vendor import Vendor
from bot.engine.assistant import Assistant
from bot.services import desk, handoffs
from bot.shop.rma import Return
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.contact import Contact
from tests.channels.conftest import Line, connected
from tests.channels.email.correspondent import Correspondent, corresponding
from tests.conversations.conftest import assistants, shop, stocked_file  # noqa: F401 - the shop and its assistant
from tests.factories import an_agent, saved
from tests.spine.stand_in import until

Assistants = dict[str, Assistant]


# Somebody who talks with us, whatever lies between.
Caller = Line | Correspondent


@pytest.fixture
async def line(vendor: Vendor, shop: Database, assistants: Assistants) -> AsyncIterator[Line]:  # noqa: F811 - fixtures
    async with connected(vendor, shop, assistants["default"]) as line:
        yield line


async def test_a_customer_is_helped_handed_to_a_human_and_back(line: Line) -> None:
    await hold_the_whole_talk(line)


async def test_a_customer_is_helped_handed_to_a_human_and_back_by_mail(
    shop: Database,  # noqa: F811 - fixture
    assistants: Assistants,  # noqa: F811 - fixture
) -> None:
    async with corresponding(shop, assistants["default"]) as correspondent:
        await hold_the_whole_talk(correspondent)


async def hold_the_whole_talk(line: Caller) -> None:
    await says(line, "where is my order", "order number")
    await says(line, "W-10482", "e-mail")
    await says(line, "emma.clarke@example.com", "was delivered on")

    await says(line, "I'd like to return the headphones", "Shall I arrange")
    await choose(line, "Yes, arrange it")
    await hears(line, "RMA-")
    assert returned(line) == ["Wireless Headphones"]

    await says(line, "can I talk to a human please?", "colleague")
    heard = len(line.heard)
    with line.app.database.session() as db:
        talk = db.scalars(select(Contact.conversation_id)).one()
        anna = saved(db, an_agent(name="Anna"))
        handoffs.take(db, talk, anna, utc_now())
        desk.note(db, talk, anna, "only for us", utc_now())
        desk.reply(db, talk, anna, "Hello Emma, the lamp you keep has a spare bulb in the box.", utc_now())
    await line.app.tell(talk)
    await hears(line, "spare bulb")
    await line.say("oh nice, thanks")

    with line.app.database.session() as db:
        assert handoffs.hand_back(db, talk, anna, utc_now())
    await says(line, "how long does a refund take?", "Refunds go back")
    told = line.heard[heard:]
    assert ["spare bulb" in text for text in told[:2]] == [True, False]
    assert "Refunds go back" in told[1]
    assert not any("only for us" in text for text in told)


async def says(line: Caller, text: str, answer: str) -> None:
    await line.say(text)
    await hears(line, answer)


async def hears(line: Caller, words: str) -> None:
    await until(lambda: any(words in text for text in line.heard), seconds=30)


async def choose(line: Caller, title: str) -> None:
    """Press the button; where there are none, name its number."""
    if isinstance(line, Line) and title in line.offered:
        await line.press(title)
        return
    [row] = [row for row in line.heard[-1].splitlines() if row.endswith(f". {title}")]
    await line.say(row.partition(".")[0])


def returned(line: Caller) -> list[str]:
    with line.app.database.session() as db:
        returns = select(Return).where(Return.order_number == "W-10482")
        return [article.order_line.name for made in db.scalars(returns) for article in made.lines]
