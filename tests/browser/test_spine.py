"""One talk the whole way: status, a return, a human, and back to the assistant; in two real browsers.

With FIRSTLINE_SCREENSHOTS naming a folder, it leaves the pictures of the README there.
"""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from bot.shop.rma import Return
from bot.store.demo import shown_order
from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn, picture
from tests.browser.visitor import visit

RMA = re.compile(r"RMA-[0-9A-Z]{8}")


def test_a_customer_is_helped_handed_to_a_human_and_back(open_page: OpenPage, sign_in: SignIn, shop: Shop) -> None:
    with shop.database.session() as db:
        shown = shown_order(db)
    assert shown is not None

    # The customer proves who they are and reads where the order is.
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("where is my order")
    expect(widget.said("assistant").last).to_contain_text("order number")
    widget.say(shown.order_number)
    expect(widget.said("assistant").last).to_contain_text("which e-mail")
    widget.say(shown.email)
    expect(widget.said("assistant").filter(has_text="was delivered on")).to_have_count(1)

    # One of its two articles goes back, once there was a yes.
    widget.say("I'd like to return the headphones")
    expect(widget.said("assistant").filter(has_text="Shall I arrange")).to_contain_text("Wireless Headphones (blue)")
    assert returns_of(shop, shown.order_number) == {}
    picture(widget.page, "widget-desktop")
    widget.page.get_by_role("button", name="Yes, arrange it").click()
    expect(widget.said("assistant").filter(has_text=RMA)).to_have_count(1)
    expect(widget.said("customer")).to_have_text(
        ["where is my order", shown.order_number, shown.email, "I'd like to return the headphones", "Yes, arrange it"]
    )
    [(rma, articles)] = returns_of(shop, shown.order_number).items()
    expect(widget.said("assistant").filter(has_text=rma)).to_have_count(1)
    assert articles == ["Wireless Headphones"]

    # A human takes over, with every line of it before her.
    widget.say("can I talk to a human please?")
    expect(widget.said("assistant").filter(has_text="colleague")).to_have_count(1)
    agent = sign_in("Anna Lind")
    agent.locator(f"#open-{widget.conversation}").filter(has_text="Emma Clarke").click()
    for line in ["where is my order", shown.email, "I'd like to return the headphones", rma]:
        expect(agent.get_by_role("log")).to_contain_text(line)
    agent.get_by_role("button", name="Take").click()
    expect(widget.said("system").last).to_contain_text("has joined")
    agent.get_by_role("textbox", name="Text").fill("Hello Emma, the lamp you keep has a spare bulb in the box.")
    agent.get_by_role("textbox", name="Text").press("Enter")
    expect(widget.said("agent")).to_have_text(["Hello Emma, the lamp you keep has a spare bulb in the box."])

    # The assistant is silent now, and the agent reads along.
    widget.say("oh nice, thanks")
    expect(agent.locator(".from-customer .text").last).to_have_text("oh nice, thanks")
    picture(agent, "console")
    answers = widget.said("assistant").count()

    agent.get_by_role("button", name=re.compile("Hand back|Back to the assistant", re.IGNORECASE)).click()
    agent.get_by_role("button", name="Hand back", exact=True).click()
    expect(widget.said("system").last).to_contain_text("handed the chat back")
    assert widget.said("assistant").count() == answers
    widget.say("how long does a refund take?")
    expect(widget.said("assistant").last).to_contain_text("Refunds go back")


def test_the_widget_fills_a_phone(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(**PHONE), shop)
    widget.open()
    widget.say("what does shipping cost?")
    expect(widget.said("assistant").filter(has_text="Standard shipping")).to_have_count(1)
    picture(widget.page, "widget-phone")

    box = widget.panel.bounding_box()

    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)


def returns_of(shop: Shop, order_number: str) -> dict[str, list[str]]:
    """The names of the articles by return number."""
    with shop.database.session() as db:
        returns = db.scalars(select(Return).where(Return.order_number == order_number))
        return {return_.rma: [line.order_line.name for line in return_.lines] for return_ in returns}
