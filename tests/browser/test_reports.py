"""The report in a real browser, at both widths, light and dark."""

import csv
import random
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.services import ratings
from bot.spine.clock import utc_now
from bot.support.agent import Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message, Sender
from bot.support.rating import Tone
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, go, picture

DAYS, EACH_DAY = 28, 6


@pytest.fixture(scope="module")
def month(shop: Shop) -> None:
    """A month of conversations that are over."""
    chance, now = random.Random(7), utc_now()
    reasons, requests = list(HandoffReason), ["start_return", "track_order", "cancel_order", "complain"]
    with shop.database.session() as db:
        for number in range(DAYS * EACH_DAY):
            at = now - timedelta(days=1 + number % DAYS, minutes=chance.randint(0, 700))
            conversation = Conversation(
                channel="widget", owner=Owner.CLOSED, opened_at=at, last_message_at=at + timedelta(minutes=4)
            )
            db.add(conversation)
            db.flush()
            said = {"conversation_id": conversation.id, "channel": "widget", "text": "x", "at": at}
            understood = {"intent": {"name": chance.choice(["thank", "track_order"])}}
            db.add(Message(sender=Sender.CUSTOMER, understood=understood, handled_at=at, **said))
            db.add(Message(sender=Sender.ASSISTANT, expects=chance.choice([None, None, "email"]), **said))
            if chance.random() < 0.25:
                waited = timedelta(minutes=chance.randint(1, 30))
                stay = {"requested_at": at, "claimed_at": at + waited, "ended_at": at + 3 * waited}
                db.add(Handoff(conversation_id=conversation.id, reason=reasons[number % 5], **stay))
            elif chance.random() < 0.4:
                score = chance.choice([4, 7, 8, 9, 10])
                ratings.rate(db, conversation, chance.choice(requests), score, Tone.NEUTRAL, key=new_id(), now=at)


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_supervisor_reads_how_conversations_ended(sign_in: SignIn, screen: dict[str, object], colours: str) -> None:
    sue = sign_in("Sue", Role.SUPERVISOR, color_scheme=colours, **screen)

    go(sue, "Reports")

    expect(sue.get_by_role("heading", name="conversations ended")).to_be_visible()
    expect(sue.get_by_role("img", name="Customers' messages by weekday and hour")).to_be_visible()
    assert sue.evaluate("document.documentElement.scrollWidth") == sue.viewport_size["width"]  # type: ignore[index]
    height = sue.evaluate("document.getElementById('main').scrollHeight") + 120
    sue.set_viewport_size({"width": sue.viewport_size["width"], "height": height})  # type: ignore[index]
    picture(sue, f"reports-{'phone' if screen else 'desktop'}-{colours}")


@pytest.mark.usefixtures("month")
def test_the_figures_are_taken_away_as_csv_and_add_up(sign_in: SignIn) -> None:
    sue = sign_in("Sue", Role.SUPERVISOR)
    go(sue, "Reports")
    total = sue.locator("#outcomes").inner_text().split()[1]

    with sue.expect_download() as download:
        sue.get_by_role("link", name="CSV of outcomes by day").click()

    _, *days = csv.reader(Path(download.value.path()).read_text(encoding="utf-8").splitlines())
    assert sum(int(day[-1]) for day in days) == int(total) >= DAYS * EACH_DAY
