"""A customer says what the assistant does not understand, and an agent says what was meant."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.services import inbox, lessons, trainings
from bot.services.agents import add_agent
from bot.services.conversations import open_conversation
from bot.services.inbox import Inbound
from bot.services.turns import leave_to_humans
from bot.spine.clock import utc_now
from bot.support.agent import Agent, Role
from bot.support.training import Figures, Training, TrainingState
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, digits, go, picture


@pytest.fixture
def doubted(shop: Shop) -> str:
    now, text = utc_now(), f"my thing is not where it was said to be {digits()}"
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


@pytest.fixture
def training(shop: Shop) -> Iterator[str]:
    """One that is under way, as its process would write it down."""
    now = utc_now()
    with shop.database.session() as db:
        agent = db.scalars(select(Agent)).first() or add_agent(db, f"Sam {digits()}", "correct horse battery", now)
        taught = {"en": {"track_order": ["my thing is lost"]}}
        parts = {"state": TrainingState.TRAINING, "is_running": True, "seen_at": now + timedelta(hours=1), "taught": taught}
        begun = Training(begun_at=now, begun_by_id=agent.id, **parts)
        db.add(begun)
        db.flush()
        training_id = begun.id
    yield training_id
    with shop.database.session() as db:
        db.delete(db.get_one(Training, training_id))


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.usefixtures("doubted")
def test_a_training_is_watched_and_its_figures_are_compared(
    shop: Shop, sign_in: SignIn, training: str, screen: dict[str, object], colours: str
) -> None:
    name = f"{'phone' if screen else 'desktop'}-{colours}"
    sue = sign_in("Sue", Role.SUPERVISOR, color_scheme=colours, **screen)
    go(sue, "Learning")
    expect(sue.get_by_role("progressbar")).to_be_visible()
    expect(sue.get_by_role("button", name="Train", exact=True)).to_have_count(0)

    with shop.database.session() as db:
        trainings.progress(db, training, TrainingState.MEASURING, utc_now(), 1200, 10400)
    expect(sue.get_by_text("1200 of 10400 phrasings")).to_be_visible()
    picture(sue, f"training-under-way-{name}")

    before = Figures({"en": (1533, 1577), "ru": (690, 720), "et": (668, 720)}, (560, 600), (41, 5400), (4, 31))
    after = Figures({"en": (1536, 1577), "ru": (690, 720), "et": (640, 720)}, (561, 600), (39, 5400), (31, 31))
    with shop.database.session() as db:
        trainings.compare(db, training, before, after, "new.tar.gz", utc_now())
    expect(sue.get_by_text("Not put live")).to_be_visible()
    expect(sue.get_by_role("row").filter(has_text="Estonian")).to_contain_text("-28")
    assert sue.evaluate("document.documentElement.scrollWidth") == sue.viewport_size["width"]  # type: ignore[index]
    picture(sue, f"training-{name}")
