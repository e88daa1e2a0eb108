"""A customer says what the assistant does not understand, and an agent says what was meant."""

import pytest
from playwright.sync_api import expect

from bot.services import inbox, lessons
from bot.services.conversations import open_conversation
from bot.services.inbox import Inbound
from bot.services.turns import leave_to_humans
from bot.spine.clock import utc_now
from bot.support.agent import Role
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, go, picture


@pytest.fixture
def doubted(shop: Shop) -> str:
    now, text = utc_now(), f"my thing is not where it was said to be {new_id()[:6]}"
    with shop.database.session() as db:
        conversation = open_conversation(db, "widget", "en", now).conversation
        message = inbox.receive(db, Inbound(conversation.id, "widget", new_id(), text), now).message
        ranking = [{"name": name, "confidence": 0.3} for name in ("report_delivery_problem", "track_order")]
        message.understood = {"intent": {"name": lessons.DOUBT}, "intent_ranking": ranking, "language": {"name": "en"}}
        leave_to_humans(db, conversation.id, now)
    return text


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_an_agent_teaches_what_was_meant(shop: Shop, sign_in: SignIn, doubted: str, screen: dict[str, object]) -> None:
    sue = sign_in("Sue", Role.SUPERVISOR, **screen)
    go(sue, "Learning")
    card = sue.locator(".lessons .card").filter(has_text=doubted)
    expect(card).to_be_visible()
    assert sue.evaluate("document.documentElement.scrollWidth") == sue.viewport_size["width"]  # type: ignore[index]
    picture(sue, f"learning-{'phone' if screen else 'desktop'}")

    card.get_by_label("What was meant").select_option("track_order")
    card.get_by_role("button", name="Teach").click()

    expect(sue.get_by_role("row").filter(has_text=doubted)).to_contain_text("Track order")
    with shop.database.session() as db:
        assert doubted in lessons.taught(db)["en"]["track_order"]
