"""Agents who never touch the mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Shop, SignIn, go, picture
from tests.browser.desk import a_waiting_customer, take

# On the page of an own conversation, with the element that then has the focus.
PLACES = {"r": "#text", "n": "#text", "l": "#log", "i": "#aside", "/": "#seek"}
SHEETS = {"g": "#give", "b": "#handing-back", "c": "#closing", "?": "#keys"}


def test_a_conversation_is_settled_by_keys_alone(sign_in: SignIn, shop: Shop) -> None:
    customer = a_waiting_customer(shop)
    anna = sign_in("Anna")
    row = anna.locator(f"#open-{customer.id}")
    expect(row).to_be_visible()
    while not row.evaluate("row => row === document.activeElement"):
        anna.keyboard.press("j")
    anna.keyboard.press("t")
    expect(anna.locator("#head")).to_contain_text("With you")
    expect(anna.locator("body")).to_have_attribute("data-live", "yes")

    for key, place in PLACES.items():
        anna.keyboard.press(key)
        expect(anna.locator(place)).to_be_focused()
        anna.locator("#main").focus()
    for key, sheet in SHEETS.items():
        anna.keyboard.press(key)
        expect(anna.locator(sheet)).to_be_visible()
        anna.keyboard.press("Escape")
        expect(anna.locator(sheet)).to_be_hidden()
        anna.locator("#main").focus()

    anna.keyboard.press("r")
    anna.keyboard.type("Your parcel comes tomorrow")
    anna.keyboard.press("Enter")
    expect(anna.locator(".from-agent .text")).to_have_text("Your parcel comes tomorrow")
    anna.keyboard.press("Escape")
    anna.keyboard.press("c")
    expect(anna.locator("#closing")).to_be_visible()
    expect(anna.get_by_label("Settled")).to_be_focused()
    anna.keyboard.press("Enter")
    expect(anna.locator("#head")).to_contain_text("Closed")
    expect(anna.locator("body")).to_have_attribute("data-live", "yes")
    anna.keyboard.press("t")
    expect(anna.locator("#head")).to_contain_text("With you")
    for key, place in (("m", "mine"), ("d", "to-do"), ("q", "queue")):
        expect(anna.locator("body")).to_have_attribute("data-live", "yes")
        anna.keyboard.press(key)
        expect(anna).to_have_url(re.compile(f"/console/{place}$"))


# By which an element is known again when the page is refreshed.
NAME = "(one) => one.id || one.outerHTML.slice(0, 120)"
REACHABLE = "a[href], button, input:not([type=hidden], [type=radio]), textarea, select, summary"


def test_every_button_and_link_of_a_conversation_is_reached_with_tab(sign_in: SignIn, shop: Shop) -> None:
    customer = a_waiting_customer(shop)
    anna = sign_in("Anna")
    take(anna, customer)
    everything = anna.evaluate(
        f"""shown => [...document.querySelectorAll(shown)]
        .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && !one.disabled).map({NAME})""",
        REACHABLE,
    )

    reached = set()
    for _ in range(2 * len(everything)):
        anna.keyboard.press("Tab")
        reached.add(anna.evaluate(f"() => ({NAME})(document.activeElement)"))

    assert set(everything) <= reached


def test_who_wants_no_single_keys_has_none(sign_in: SignIn, shop: Shop) -> None:
    customer = a_waiting_customer(shop)
    anna = sign_in("Anna")
    go(anna, "Presence, alerts, skills, keys")
    anna.get_by_label("Single keys act").uncheck()
    anna.locator("#keys-form").get_by_role("button", name="Save").click()
    expect(anna.get_by_label("Single keys act")).not_to_be_checked()

    take(anna, customer)
    for key in (*PLACES, *SHEETS, "q"):
        anna.keyboard.press(key)

    expect(anna).to_have_url(customer.page)
    for sheet in SHEETS.values():
        expect(anna.locator(sheet)).to_be_hidden()
    expect(anna.locator("body")).to_be_focused()


@pytest.mark.parametrize(("screen", "colours"), [({}, "light"), ({}, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_the_keys_are_listed(sign_in: SignIn, screen: dict[str, object], colours: str) -> None:
    anna = sign_in("Anna", **screen, color_scheme=colours)

    anna.locator("#menu > summary").click()
    anna.get_by_role("button", name="Keys").click()

    expect(anna.get_by_role("heading", name="In a conversation")).to_be_visible()
    picture(anna, f"keys-{'phone' if screen else 'desktop'}-{colours}")
