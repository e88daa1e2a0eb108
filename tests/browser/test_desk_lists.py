"""What the lists tell of each conversation before it is opened, at two desks at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.services import handoffs
from bot.services.conversations import open_conversation
from bot.services.identity import sign_in_customer
from bot.services.inbox import Inbound, receive
from bot.spine.clock import utc_now
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.packet import Matters, Wish
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, picture
from tests.browser.desk import a_waiting_customer, take

AGO = timedelta(minutes=7)


@pytest.fixture
def angry(shop: Shop) -> Conversation:
    """A known customer who writes Estonian, wants to return something, and has been waiting."""
    then = utc_now() - AGO
    with shop.database.session() as db:
        talk = open_conversation(db, "widget", "et", then).conversation
        sign_in_customer(db, talk, "C-1001", None)
        receive(db, Inbound(talk.id, "widget", new_id(), "THIS IS A DISGRACE, I HATE YOU!!!"), then)
        handoffs.hand_off(db, talk.id, HandoffReason.ANGER, then, Matters([Wish("start_return")]))
    return talk


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_a_row_of_the_queue_tells_why_how_long_in_what_language_and_mood_and_what_the_customer_is_worth(
    sign_in: SignIn, angry: Conversation, screen: dict[str, object]
) -> None:
    row = sign_in("Anna", **screen).locator(f"#row-{angry.id}")

    for told in ("Emma Clarke", "7 min", "High", "Angry", "Upset", "Returns and faults", "Estonian", "US$227.90", "DISGRACE"):
        expect(row).to_contain_text(told)


def test_the_most_pressing_stands_first_however_late_it_came(sign_in: SignIn, shop: Shop, angry: Conversation) -> None:
    patient = a_waiting_customer(shop)
    anna = sign_in("Anna")
    rows = anna.locator("#rows > li")
    shown = [row.get_attribute("id") for row in rows.all()]

    assert shown.index(f"row-{angry.id}") < shown.index(f"row-{patient.id}")


def test_who_waits_for_the_agents_word_is_marked_until_it_is_said(sign_in: SignIn, shop: Shop) -> None:
    first, second = a_waiting_customer(shop), a_waiting_customer(shop)
    anna = sign_in("Anna")
    for customer in (first, second):
        take(anna, customer)
        anna.get_by_role("textbox", name="Text").fill("One moment, please")
        anna.get_by_role("button", name="Send reply").click()
        expect(anna.locator(".from-agent .delivery")).to_have_text("sent")
    row = anna.locator(f"#row-{first.id}")
    expect(row).not_to_contain_text("To be answered")

    first.writes("are you still there?")

    expect(row).to_contain_text("To be answered")
    expect(anna.locator(f"#row-{second.id}")).not_to_contain_text("To be answered")
    picture(anna, "owed-desktop")
    row.get_by_role("link").click()
    anna.get_by_role("textbox", name="Text").fill("Yes, here it is")
    anna.get_by_role("button", name="Send reply").click()
    expect(row).not_to_contain_text("To be answered")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_the_queue_is_narrowed_to_a_language_and_stays_so_when_news_arrive(
    sign_in: SignIn, shop: Shop, screen: dict[str, object]
) -> None:
    estonian, russian = a_waiting_customer(shop, "et"), a_waiting_customer(shop, "ru")
    anna = sign_in("Anna", **screen)
    anna.get_by_label("Language").select_option(label="Estonian")
    anna.get_by_role("button", name="Show", exact=True).click()

    expect(anna.locator(f"#row-{estonian.id}")).to_be_visible()
    expect(anna.locator(f"#row-{russian.id}")).to_have_count(0)
    estonian.writes("kas keegi on seal?")
    expect(anna.locator(f"#row-{estonian.id}")).to_contain_text("kas keegi on seal?")
    expect(anna.locator(f"#row-{russian.id}")).to_have_count(0)
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"narrowed-{'phone' if screen else 'desktop'}")
    anna.get_by_role("link", name="Least time left first").click()
    expect(anna.get_by_label("Language")).to_have_value("et")
    anna.get_by_role("link", name="Show all").click()
    expect(anna.locator(f"#row-{russian.id}")).to_be_visible()


def test_what_an_agent_is_skilled_in_is_marked_and_comes_before_what_waits_longer(sign_in: SignIn, shop: Shop) -> None:
    russian, estonian = a_waiting_customer(shop, "ru"), a_waiting_customer(shop, "et")
    anna = sign_in("Anna")
    anna.goto(f"{shop.address}/console/me")
    anna.get_by_label("Estonian").check()
    anna.get_by_role("button", name="Save").last.click()
    expect(anna.get_by_label("Estonian")).to_be_checked()

    anna.get_by_role("link", name="Queue").click()

    expect(anna.locator(f"#row-{estonian.id}")).to_contain_text("Your skill")
    expect(anna.locator(f"#row-{russian.id}")).not_to_contain_text("Your skill")
    shown = [row.get_attribute("id") for row in anna.locator("#rows > li").all()]
    assert shown.index(f"row-{estonian.id}") < shown.index(f"row-{russian.id}")


def test_who_writes_after_the_end_is_open_again(sign_in: SignIn, shop: Shop) -> None:
    customer = a_waiting_customer(shop)
    anna = sign_in("Anna")
    take(anna, customer)
    anna.keyboard.press("c")
    anna.get_by_role("button", name="Close it").click()
    expect(anna.locator("#head")).to_contain_text("Closed")
    anna.locator("#list-closed").click()
    expect(anna.locator(f"#row-{customer.id}")).to_be_visible()

    customer.writes("One more thing: what are the shipping costs?")

    expect(anna.locator(f"#row-{customer.id}")).to_have_count(0)
    anna.locator("#list-assistant").click()
    expect(anna.locator(f"#row-{customer.id}")).to_contain_text("One more thing")
