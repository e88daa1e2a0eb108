"""How long customers wait, as agents and those in charge see it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.support.agent import Role
from bot.support.handoff import Handoff
from tests.browser.conftest import PHONE, Shop, SignIn, picture
from tests.browser.desk import Customer, a_waiting_customer, take


def waits_since(customer: Customer, ago: timedelta) -> Customer:
    with customer.shop.database.session() as db:
        handoff = db.scalars(select(Handoff).where(Handoff.conversation_id == customer.id)).one()
        handoff.requested_at -= ago
        if handoff.owed_since is not None:
            handoff.owed_since -= ago
    return customer


def order_of(page: Page, *customers: Customer) -> list[str]:
    shown = [row.get_attribute("id") or "" for row in page.locator("#rows > li").all()]
    return [name for name in shown if name in {f"row-{customer.id}" for customer in customers}]


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_clock_stands_in_the_list_and_in_the_conversation(
    sign_in: SignIn, shop: Shop, screen: dict[str, object], colours: str
) -> None:
    late = waits_since(a_waiting_customer(shop), timedelta(minutes=25))
    early = a_waiting_customer(shop)
    anna = sign_in("Anna", **screen, color_scheme=colours)
    device = "phone" if screen else "desktop"

    expect(anna.locator(f"#row-{early.id} .clock")).to_contain_text("First answer: 14 min left")
    expect(anna.locator(f"#row-{late.id} .clock")).to_contain_text("First answer: overdue by 10 min")
    picture(anna, f"queue-{device}-{colours}")
    anna.get_by_role("link", name="Least time left first").click()
    expect(anna.locator("#sort-clock")).to_have_attribute("aria-current", "true")
    assert order_of(anna, early, late) == [f"row-{late.id}", f"row-{early.id}"]

    take(anna, late)
    expect(anna.locator("#head .clock")).to_contain_text("First answer: overdue")
    anna.get_by_role("textbox", name="Text").fill("I am looking into it")
    anna.get_by_role("button", name="Send reply").click()
    expect(anna.locator("#head .clock")).to_contain_text("Settle: 7 h")
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"conversation-{device}-{colours}")


def test_those_in_charge_are_shown_who_has_no_answer_from_an_agent(sign_in: SignIn, shop: Shop) -> None:
    anna, sue = sign_in("Anna"), sign_in("Sue", Role.SUPERVISOR)
    customer = a_waiting_customer(shop)
    take(anna, customer)
    row = sue.locator(f"#row-{customer.id}")
    sue.locator("#list-unanswered").click()
    expect(row).to_have_count(0)

    waits_since(customer, timedelta(minutes=6))
    customer.writes("is anybody there?")

    expect(row).to_contain_text("Unanswered 6 min")
    expect(row).to_contain_text("With Anna")
    expect(anna.locator("#list-unanswered")).to_have_count(0)
    picture(sue, "unanswered-desktop-light")
    anna.get_by_role("textbox", name="Text").fill("Yes, sorry!")
    anna.get_by_role("button", name="Send reply").click()
    expect(row).to_have_count(0)
