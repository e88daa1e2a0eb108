"""Two agents at two desks: giving, leaving, coming back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.support.agent import PRESENT, Agent, AgentSession
from tests.browser.conftest import PHONE, Shop, SignIn, picture
from tests.browser.desk import Customer, a_waiting_customer, take


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return a_waiting_customer(shop)


def test_a_conversation_is_given_to_a_colleague_by_keyboard(sign_in: SignIn, customer: Customer) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    bert_name = bert.locator(".agent-name").inner_text()
    take(anna, customer)
    bert.goto(customer.page)

    anna.keyboard.press("g")
    expect(anna.get_by_role("heading", name="Give to a colleague")).to_be_visible()
    anna.get_by_label("Colleague at the desk").select_option(label=bert_name)
    anna.get_by_label("A word for them").fill("Please go on in Estonian")
    customer.writes("still there?")
    expect(anna.get_by_role("log").get_by_text("still there?")).to_have_count(1)
    expect(anna.get_by_label("A word for them")).to_have_value("Please go on in Estonian")
    picture(anna, "give-desktop-light")
    anna.get_by_role("button", name="Give", exact=True).click()

    expect(anna.locator("#head")).to_contain_text(f"With {bert_name}")
    expect(bert.locator("#head")).to_contain_text("With you")
    expect(bert.locator(".from-note .text")).to_have_text("Please go on in Estonian")


def test_the_conversation_of_an_agent_who_is_gone_comes_back_to_the_others_queue(
    sign_in: SignIn, shop: Shop, customer: Customer
) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    take(anna, customer)
    row = bert.locator(f"#row-{customer.id}")
    expect(row).to_have_count(0)
    name = anna.locator(".agent-name").inner_text()
    anna.context.close()
    # What the page still asked when it was closed may be heard after it.
    bert.wait_for_timeout(2000)

    with shop.database.session() as db:
        for session in db.scalars(select(AgentSession).join(Agent).where(Agent.name == name)):
            assert session.seen_at is not None
            session.seen_at -= PRESENT + timedelta(minutes=1)

    expect(row).to_be_visible(timeout=20_000)
    expect(row).to_contain_text("High")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_an_agent_sets_skills_and_goes_away_and_comes_back(sign_in: SignIn, screen: dict[str, object]) -> None:
    anna = sign_in("Anna", **screen, color_scheme="dark" if screen else "light")
    anna.goto(f"{anna.url.rpartition('/')[0]}/me")
    anna.get_by_label("Estonian").check()
    anna.get_by_label("Returns and faults").check()
    anna.get_by_role("button", name="Save").last.click()
    expect(anna.get_by_label("Estonian")).to_be_checked()
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"me-{'phone' if screen else 'desktop'}")

    anna.get_by_role("button", name="Go away").click()
    expect(anna.get_by_text("You are away since")).to_be_visible()
    anna.get_by_role("button", name="I am back").click()
    expect(anna.get_by_text("You are at the desk.")).to_be_visible()


def test_an_alarm_lifts_a_waiting_conversation_to_the_top(sign_in: SignIn, shop: Shop, customer: Customer) -> None:
    anna = sign_in("Anna")
    expect(anna.locator(f"#row-{customer.id}")).to_be_visible()

    customer.writes("the lamp is on fire and my hand is burned")

    row = anna.locator(f"#row-{customer.id}")
    expect(row).to_contain_text("Safety")
    expect(row).to_contain_text("Upset")
