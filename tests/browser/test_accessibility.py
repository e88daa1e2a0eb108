"""axe finds nothing on any page, at either width, in light and in dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.services.identity import sign_in_customer
from bot.support.agent import Role
from bot.support.conversation import Conversation
from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn
from tests.browser.desk import Customer, a_waiting_customer, take
from tests.browser.visitor import visit

axe = Axe()

LISTS = ["queue", "mine", "unanswered", "all", "to-do", "search?q=order"]
PLACES = ["reports", "learning", "questions", "canned", "audit", "team", "me", "account", "account/second-factor"]
LOOKS = [
    pytest.param({**screen, "color_scheme": colours}, id=f"{name}-{colours}")
    for name, screen in (("desktop", {}), ("phone", PHONE))
    for colours in ("light", "dark")
]


def complaints(page: Page) -> Iterator[str]:
    for rule in axe.run(page).response["violations"]:
        for node in rule["nodes"]:
            yield f"{page.url} {rule['id']}: {node['target']} {node['failureSummary']}"


def settle(page: Page) -> None:
    """Until what fades in has its own colours."""
    page.evaluate("""async () => {
        const { shadowRoot } = document.querySelector("firstline-chat");
        await Promise.all(shadowRoot.getAnimations().map((animation) => animation.finished.catch(() => {})));
    }""")


@pytest.fixture
def customer(shop: Shop) -> Customer:
    """Proved, with orders."""
    waiting = a_waiting_customer(shop)
    with shop.database.session() as db:
        sign_in_customer(db, db.get_one(Conversation, waiting.id), "emma", "emma.clarke@example.com")
    return waiting


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_the_console(sign_in: SignIn, shop: Shop, customer: Customer, look: dict[str, object]) -> None:
    ada = sign_in("Ada", Role.ADMINISTRATOR, **look)
    found = []
    for place in [*LISTS, *PLACES]:
        ada.goto(f"{shop.address}/console/{place}")
        expect(ada.locator("main")).to_be_visible()
        found += complaints(ada)

    assert "\n".join(found) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_a_conversation_with_all_that_opens_over_it(
    sign_in: SignIn, shop: Shop, customer: Customer, look: dict[str, object]
) -> None:
    anna = sign_in("Anna", **look)
    anna.goto(customer.page)
    found = list(complaints(anna))
    take(anna, customer)
    anna.get_by_role("textbox", name="Text").fill("I am looking into it")
    anna.get_by_role("button", name="Send reply").click()
    expect(anna.locator(".from-agent .text")).to_have_text("I am looking into it")
    expect(anna.get_by_role("textbox", name="Text")).to_have_value("")
    anna.get_by_text("Private note", exact=True).click()
    anna.get_by_role("textbox", name="Text").fill("A regular")
    anna.get_by_role("button", name="Add note").click()
    expect(anna.locator(".from-note .text")).to_have_text("A regular")
    found += complaints(anna)
    for opener in ("to-give", "to-handing-back", "to-closing"):
        anna.locator(f"#{opener}").click()
        found += complaints(anna)
        anna.keyboard.press("Escape")
    anna.keyboard.press("?")
    found += complaints(anna)
    anna.keyboard.press("Escape")
    anna.get_by_text("Reply", exact=True).click()
    anna.get_by_role("textbox", name="Text").fill("/")
    found += complaints(anna)
    anna.goto(f"{customer.page}#aside")
    found += complaints(anna)

    assert "\n".join(found) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_the_door(open_page: OpenPage, shop: Shop, look: dict[str, object]) -> None:
    page = open_page(**look)
    page.goto(f"{shop.address}/console/sign-in")
    found = list(complaints(page))
    page.get_by_label("Name").fill("Nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += complaints(page)

    assert "\n".join(found) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_the_widget(open_page: OpenPage, shop: Shop, look: dict[str, object]) -> None:
    widget = visit(open_page(**look), shop)
    found = list(complaints(widget.page))
    widget.open()
    settle(widget.page)
    found += complaints(widget.page)
    widget.say("I want to return something")
    expect(widget.said("assistant").nth(1)).to_be_visible()
    expect(widget.page.locator("firstline-chat .pending")).to_have_count(0)
    settle(widget.page)
    found += complaints(widget.page)

    assert "\n".join(found) == ""
