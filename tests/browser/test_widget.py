"""The widget in a real browser, on the demo shop's page."""

import re

import pytest
from playwright.sync_api import Locator, expect

from bot.services import handoffs
from tests.browser.conftest import PHONE, OpenPage, Shop, picture
from tests.browser.talks import answer, joined_by, stored
from tests.browser.visitor import visit


def test_a_visitor_talks_with_the_assistant(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello there")
    expect(widget.said("customer")).to_have_text(["hello there"])
    # The greeting of the empty chat, and the answer.
    expect(widget.said("assistant")).to_have_count(2)
    expect(widget.status).to_contain_text("Assistant")


def test_a_choice_is_made_once_and_shown_as_said(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.page.get_by_role("button", name="Where is my order?").click()
    expect(widget.said("customer")).to_have_text(["Where is my order?"])
    expect(widget.page.get_by_role("button", name="Where is my order?")).to_have_count(0)
    expect(widget.said("assistant")).to_have_count(2)


def test_the_conversation_outlives_a_reload(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello before the reload")
    expect(widget.said("assistant")).to_have_count(2)
    before = widget.said("assistant").all_inner_texts()
    widget = visit(widget.page, shop)
    expect(widget.said("customer")).to_have_text(["hello before the reload"])
    expect(widget.said("assistant")).to_have_text(before)
    widget.say("hello after the reload")
    expect(widget.said("assistant")).to_have_count(3)


def test_an_agent_is_announced_and_unread_replies_are_counted(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello, is Anna there")
    expect(widget.said("assistant")).to_have_count(2)
    anna = joined_by(shop, "Anna", "hello, is Anna there")
    answer(shop, anna, "I am")
    expect(widget.status).to_have_text("Anna from the team")
    widget.page.keyboard.press("Escape")
    answer(shop, anna, "and I have an answer")
    expect(widget.launcher).to_have_accessible_name("Open the chat (1 unread)")
    widget.launcher.click()
    expect(widget.said("agent")).to_have_text(["I am", "and I have an answer"])
    expect(widget.launcher).to_have_accessible_name("Close the chat")


def test_everything_can_be_done_by_keyboard(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.launcher.focus()
    widget.page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    widget.page.keyboard.type("first line")
    widget.page.keyboard.press("Shift+Enter")
    widget.page.keyboard.type("second line")
    widget.page.keyboard.press("Enter")
    expect(widget.said("customer")).to_have_text([re.compile("first line\nsecond line")], use_inner_text=True)
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_on_a_phone_the_chat_fills_the_screen(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(**PHONE), shop)
    widget.launcher.tap()
    expect(widget.panel).to_be_visible()
    widget.panel.evaluate("panel => Promise.all(panel.getAnimations().map((animation) => animation.finished))")
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    small = [box for box in map(Locator.bounding_box, widget.panel.get_by_role("button").all()) if box and box["height"] < 44]
    assert small == []


def test_a_new_conversation_leaves_the_old_one_behind(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello, to be left behind")
    expect(widget.said("assistant")).to_have_count(2)
    widget.page.get_by_role("button", name="New conversation").click()
    widget.page.get_by_role("button", name="Start new").click()
    expect(widget.said("customer")).to_have_count(0)
    widget.say("hello, to begin with")
    expect(widget.said("assistant")).to_have_count(2)
    [old], [new] = stored(shop, "hello, to be left behind"), stored(shop, "hello, to begin with")
    assert old.conversation_id != new.conversation_id


@pytest.mark.parametrize("markup", ["<img src=x onerror=alert(1)>", "<b>bold</b> https://shop.example/a?b=c."])
def test_what_is_written_is_never_markup(open_page: OpenPage, shop: Shop, markup: str) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say(markup)
    expect(widget.said("customer")).to_have_text([markup])
    assert widget.said("customer").locator("img, b").count() == 0
    links = widget.said("customer").locator("a").evaluate_all("links => links.map((link) => link.href)")
    assert links == re.findall(r"https://[^ ]+(?=\.$)", markup)


def test_who_cannot_wait_for_a_person_leaves_an_address(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    ask = widget.page.get_by_text("Have to go?")
    expect(ask).to_be_hidden()
    widget.say("I want to talk to a human, about my address")
    expect(ask).to_be_visible()
    picture(widget.page, "widget-address")
    address = widget.page.get_by_role("textbox", name="E-mail address")
    address.fill("nobody")
    widget.page.get_by_role("button", name="Leave it").click()
    expect(widget.page.get_by_text("not a complete e-mail address")).to_be_visible()
    address.fill("gone@example.com")
    address.press("Enter")
    expect(widget.page.get_by_text("and to gone@example.com")).to_be_visible()
    expect(address).to_be_hidden()
    [message] = stored(shop, "I want to talk to a human, about my address")
    with shop.database.session() as db:
        handoff = handoffs.open_handoff(db, message.conversation_id)
        assert handoff is not None
        assert handoff.email == "gone@example.com"
