"""Each side sees that the other one types."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn, picture
from tests.browser.visitor import Widget, visit


def a_talk(open_page: OpenPage, sign_in: SignIn, shop: Shop, **screen: object) -> tuple[Widget, Page]:
    """A visitor who is with Anna."""
    widget = visit(open_page(**screen), shop)
    widget.open()
    widget.say("I want to talk to a human")
    expect(widget.status).to_have_text("Waiting for a person")
    anna = sign_in("Anna", **screen)
    anna.goto(f"{shop.address}/console/conversations/{widget.conversation}")
    anna.get_by_role("button", name="Take").click()
    expect(anna.get_by_text("With you")).to_be_visible()
    expect(widget.status).to_contain_text("Anna")
    expect(anna.locator("body")).to_have_attribute("data-live", "yes")
    return widget, anna


@pytest.mark.parametrize(("screen", "colours"), [({}, "light"), (PHONE, "dark")])
def test_both_see_it_until_the_message_is_there(
    open_page: OpenPage, sign_in: SignIn, shop: Shop, screen: dict[str, object], colours: str
) -> None:
    widget, anna = a_talk(open_page, sign_in, shop, **screen, color_scheme=colours)
    dots = widget.page.locator("firstline-chat .typing")
    field = anna.get_by_role("textbox", name="Text")

    field.press_sequentially("I look")
    expect(dots).to_be_visible()
    expect(dots).to_have_attribute("aria-label", re.compile("^Anna .+ is typing$"))
    picture(widget.page, f"typing-widget-{'phone' if screen else 'desktop'}")
    field.press("Enter")
    expect(widget.said("agent")).to_have_text("I look")
    expect(dots).to_be_hidden()

    widget.field.press_sequentially("thank")
    expect(anna.get_by_text("The customer is typing")).to_be_visible()
    picture(anna, f"typing-console-{'phone' if screen else 'desktop'}")
    widget.field.press("Enter")
    expect(anna.get_by_role("log").get_by_text("thank")).to_have_count(1)
    expect(anna.get_by_text("The customer is typing")).to_be_hidden()


def test_it_ends_by_itself(open_page: OpenPage, sign_in: SignIn, shop: Shop) -> None:
    widget, anna = a_talk(open_page, sign_in, shop)
    for page in (widget.page, anna):
        page.clock.install()
    dots, sign = widget.page.locator("firstline-chat .typing"), anna.get_by_text("The customer is typing")
    anna.get_by_role("textbox", name="Text").press_sequentially("I")
    widget.field.press_sequentially("I")
    expect(dots).to_be_visible()
    expect(sign).to_be_visible()

    for page in (widget.page, anna):
        page.clock.fast_forward(6_000)

    expect(dots).to_be_hidden()
    expect(sign).to_be_hidden()


def test_nobody_is_told_of_a_private_note(open_page: OpenPage, sign_in: SignIn, shop: Shop) -> None:
    widget, anna = a_talk(open_page, sign_in, shop)
    frames: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        frames.append(frame)

    anna.on("websocket", lambda socket: socket.on("framesent", note))
    anna.reload()
    expect(anna.locator("body")).to_have_attribute("data-live", "yes")
    field = anna.get_by_role("textbox", name="Text")

    anna.get_by_text("Private note", exact=True).click()
    field.press_sequentially("rude")
    anna.get_by_role("button", name="Add note").click()
    expect(anna.locator(".from-note .text")).to_have_text("rude")
    field.fill("")
    anna.get_by_text("Reply", exact=True).click()
    field.press_sequentially("/no")
    assert frames == []
    field.fill("")
    field.press_sequentially("Hello")

    expect(widget.page.locator("firstline-chat .typing")).to_be_visible()
    assert frames == ['{"type":"typing"}']


def test_the_page_of_a_session_that_was_ended_is_closed_at_once(open_page: OpenPage, sign_in: SignIn, shop: Shop) -> None:
    anna = sign_in("Anna Saar")
    elsewhere = open_page()
    elsewhere.goto(f"{shop.address}/console")
    elsewhere.get_by_label("Name").fill("Anna Saar")
    elsewhere.get_by_label("Password").fill("correct horse battery")
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("heading", name="Queue")).to_be_visible()
    # Only the socket's end tells the page.
    elsewhere.clock.install()

    anna.goto(f"{shop.address}/console/account")
    anna.get_by_role("button", name="End all others").click()

    expect(elsewhere.get_by_role("button", name="Sign in")).to_be_visible()
