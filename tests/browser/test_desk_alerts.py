"""How agents who look elsewhere are called."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import update

from bot.spine.clock import utc_now
from bot.support.agent import Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff
from tests.browser.conftest import PHONE, Shop, SignIn, picture
from tests.browser.desk import Customer, a_waiting_customer, take
from tests.browser.test_desk_clock import waits_since


@pytest.fixture(autouse=True)
def _quiet(shop: Shop) -> None:
    """Nobody waits, and no agent who is gone by now leaves anybody behind: whoever calls is the test's own."""
    with shop.database.session() as db:
        db.execute(update(Handoff).where(Handoff.ended_at.is_(None)).values(ended_at=utc_now()))
        db.execute(update(Conversation).where(Conversation.owner != Owner.BOT).values(owner=Owner.CLOSED, agent_id=None))


# Each sound and notification is made, and counted as it is; so is each time that a page has looked whom to call.
COUNTING = """
    const counted = (name) => {
      const { dataset } = document.documentElement;
      dataset[name] = Number(dataset[name] ?? 0) + 1;
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...times) { counted("notes"); return start.apply(this, times); };
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (...wish) { return request.apply(this, wish).finally(() => counted("looks")); };
    window.Notification = class extends Notification {
      constructor(title, options) { super(title, options); counted("notified"); document.documentElement.dataset.title = title; }
    };
"""
# Browsers under test believe that every page is looked at.
LOOKING_AWAY = "document.hasFocus = () => false;"


def number_of(page: Page, what: str) -> int:
    return int(page.locator("html").get_attribute(f"data-{what}") or 0)


def expect_notes(page: Page, number: int) -> None:
    expect(page.locator("html")).to_have_attribute("data-notes", str(number))


def listens(page: Page, script: str = COUNTING) -> Page:
    """Pages sound once they were touched."""
    page.add_init_script(script)
    page.reload()
    page.locator("body").press("Shift")
    return page


def has_looked(page: Page, customer: Customer) -> None:
    """Until the page has decided whether to call for what it lists of this customer."""
    expect(page.locator(f"#alerts [data-conversation='{customer.id}']")).to_have_count(1)
    before = number_of(page, "looks")
    for _ in range(2):
        page.evaluate("() => { document.dispatchEvent(new Event('desk:refreshed')); }")
    page.wait_for_function("before => Number(document.documentElement.dataset.looks) >= before + 2", arg=before)


def notifications_of(context: BrowserContext, shop: Shop) -> None:
    context.grant_permissions(["notifications"], origin=shop.address)


def test_who_comes_into_the_queue_sounds_at_every_desk_once_and_is_counted_in_the_title(sign_in: SignIn, shop: Shop) -> None:
    anna, bert = listens(sign_in("Anna")), listens(sign_in("Bert"))
    behind = anna.context.new_page()
    behind.add_init_script(COUNTING + LOOKING_AWAY)
    behind.goto(anna.url)

    customer = a_waiting_customer(shop)
    customer.writes("hello?")

    for page in (anna, bert):
        expect_notes(page, 2)
        expect(page).to_have_title(re.compile(r"^\([1-9]\d*\) Queue"))
    has_looked(behind, customer)
    assert number_of(behind, "notes") == 0
    anna.reload()
    has_looked(anna, customer)
    assert number_of(anna, "notes") == 0


def test_own_chats_call_by_a_notification_while_the_agent_looks_elsewhere(sign_in: SignIn, shop: Shop) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    customer, another = a_waiting_customer(shop), a_waiting_customer(shop)
    take(anna, customer)
    for page in (anna, bert):
        notifications_of(page.context, shop)
        page.goto(f"{shop.address}/console/me")
        page.get_by_label("By a notification").check()
        page.locator("#alerts-form").get_by_role("button", name="Save").click()
        expect(page.get_by_label("By a notification")).to_be_checked()
        listens(page, COUNTING + LOOKING_AWAY)

    customer.writes("are you there?")

    expect(anna.locator("html")).to_have_attribute("data-title", "Unknown customer has written")
    expect_notes(anna, 1)
    has_looked(bert, another)
    assert (number_of(bert, "notified"), number_of(bert, "notes")) == (0, 0)


def test_the_open_conversation_does_not_call_who_looks_at_it(sign_in: SignIn, shop: Shop) -> None:
    anna = sign_in("Anna")
    customer = a_waiting_customer(shop)
    take(anna, customer)
    listens(anna)

    customer.writes("are you there?")

    has_looked(anna, customer)
    assert number_of(anna, "notes") == 0


def test_who_turns_the_sound_off_hears_none(sign_in: SignIn, shop: Shop) -> None:
    anna = sign_in("Anna")
    anna.goto(f"{shop.address}/console/me")
    anna.get_by_label("By a sound").uncheck()
    anna.locator("#alerts-form").get_by_role("button", name="Save").click()
    expect(anna.get_by_label("By a sound")).not_to_be_checked()
    listens(anna)

    customer = a_waiting_customer(shop)
    customer.writes("hello?")

    has_looked(anna, customer)
    assert number_of(anna, "notes") == 0


def test_the_browser_is_asked_by_a_click_alone_and_a_refusal_is_said(sign_in: SignIn, shop: Shop) -> None:
    anna = sign_in("Anna")
    anna.add_init_script("""
        Notification.requestPermission = async () => { document.documentElement.dataset.asked = 1; return "denied"; };
    """)
    anna.goto(f"{shop.address}/console/me")
    assert number_of(anna, "asked") == 0

    anna.get_by_label("By a notification").click()

    expect(anna.get_by_text("This browser does not let the console notify you")).to_be_visible()
    expect(anna.get_by_label("By a notification")).not_to_be_checked()
    assert number_of(anna, "asked") == 1


def test_those_in_charge_are_called_when_an_agent_lets_somebody_wait(sign_in: SignIn, shop: Shop) -> None:
    anna = sign_in("Anna")
    customer = a_waiting_customer(shop)
    take(anna, customer)
    sue = listens(sign_in("Sue", Role.SUPERVISOR))

    waits_since(customer, timedelta(minutes=6))
    customer.writes("hello?")

    expect_notes(sue, 3)
    expect(sue.locator("#list-unanswered .count")).not_to_be_empty()


@pytest.mark.parametrize(("screen", "colours"), [({}, "light"), ({}, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_the_choice_fits_the_screen(sign_in: SignIn, shop: Shop, screen: dict[str, object], colours: str) -> None:
    anna = sign_in("Anna", **screen, color_scheme=colours)
    anna.goto(f"{shop.address}/console/me")

    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"me-{'phone' if screen else 'desktop'}-{colours}")
