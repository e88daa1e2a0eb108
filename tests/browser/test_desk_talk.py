"""What an agent has at hand in a conversation, by keyboard."""

import httpx
import pytest
from playwright.sync_api import expect

from bot.services.canned_replies import save_canned_reply
from bot.services.conversations import open_conversation
from bot.services.identity import sign_in_customer
from bot.services.inbox import Inbound, receive
from bot.spine.clock import utc_now
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, digits, picture
from tests.browser.desk import Customer, a_waiting_customer, take


@pytest.fixture
def customer(shop: Shop) -> Customer:
    """Known to the shop, with a conversation of an earlier day."""
    customer = a_waiting_customer(shop)
    with shop.database.session() as db:
        earlier = open_conversation(db, "widget", "en", utc_now()).conversation
        for conversation in (earlier, db.get_one(Conversation, customer.id)):
            sign_in_customer(db, conversation, "C-1001", None)
        receive(db, Inbound(earlier.id, "widget", new_id(), "My lamp came broken last week"), utc_now())
    return customer


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_a_canned_reply_is_found_behind_a_slash_and_sent(
    sign_in: SignIn, shop: Shop, customer: Customer, screen: dict[str, object]
) -> None:
    anna = sign_in("Anna", **screen)
    shortcut = f"sorry-{digits()}"
    with shop.database.session() as db:
        writer = db.query(Agent).first()
        assert writer is not None
        save_canned_reply(db, shortcut, {"en": "I am sorry, {customer}. I will settle it now."}, writer, utc_now())
    take(anna, customer)
    field = anna.get_by_role("textbox", name="Text")

    field.press_sequentially(f"/{shortcut}")
    option = anna.get_by_role("option", name=shortcut)
    expect(option).to_have_attribute("aria-selected", "true")
    picture(anna, f"canned-{'phone' if screen else 'desktop'}")
    field.press("Enter")
    expect(field).to_have_value("I am sorry, Emma. I will settle it now.")
    expect(option).to_be_hidden()
    field.press("Enter")

    sent = anna.locator(".message.from-agent").last
    expect(sent.locator(".text")).to_have_text("I am sorry, Emma. I will settle it now.")
    expect(sent.locator(".delivery")).to_have_text("sent")


def test_the_nearest_frequent_question_is_suggested(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)

    customer.writes("Do you have gift wrapping?")
    suggestion = anna.get_by_role("list", name="Suggested replies").get_by_role("button").first
    suggestion.click()

    expect(anna.get_by_role("textbox", name="Text")).not_to_have_value("")
    picture(anna, "suggested-desktop")


def test_what_a_colleague_answered_before_is_suggested_to_the_next_who_is_asked(sign_in: SignIn, shop: Shop) -> None:
    first, second = a_waiting_customer(shop), a_waiting_customer(shop)
    anna, bert = sign_in("Anna"), sign_in("Bert")
    take(anna, first)
    first.writes("Can you engrave a name on the steel bottle?")
    anna.get_by_role("textbox", name="Text").fill("Yes: we engrave up to a dozen letters, for free.")
    anna.get_by_role("button", name="Send reply").click()
    expect(anna.locator(".message.from-agent").last).to_contain_text("for free")

    take(bert, second)
    second.writes("could you engrave my name on a steel bottle")
    suggestion = bert.get_by_role("list", name="Suggested replies").get_by_role("button", name="Answered before: Yes: we engrave")
    suggestion.click()

    expect(bert.get_by_role("textbox", name="Text")).to_have_value("Yes: we engrave up to a dozen letters, for free.")
    picture(bert, "answered-before-desktop")


def test_an_earlier_conversation_is_read_in_place(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna", color_scheme="dark")
    take(anna, customer)

    anna.locator("#earlier summary").first.click()
    expect(anna.locator("#earlier").get_by_text("My lamp came broken last week").first).to_be_visible()
    customer.writes("hello?")
    expect(anna.get_by_role("log").get_by_text("hello?")).to_have_count(1)
    expect(anna.locator("#earlier").get_by_text("My lamp came broken last week").first).to_be_visible()
    picture(anna, "earlier-desktop-dark")


def test_a_conversation_is_closed_with_a_reason_and_opened_again(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)

    anna.keyboard.press("c")
    anna.get_by_label("The customer did not answer any more").check()
    picture(anna, "closing-desktop")
    anna.get_by_role("button", name="Close it").click()
    expect(anna.locator("#head")).to_contain_text("Closed")
    anna.get_by_role("button", name="Open again").click()
    expect(anna.locator("#head")).to_contain_text("With you")


def test_the_assistant_gets_it_back_with_a_word_of_what_comes_next(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)

    anna.keyboard.press("b")
    anna.get_by_label("What comes next").fill("Your refund arrives by Friday.")
    anna.get_by_role("button", name="Hand back", exact=True).click()

    expect(anna.locator("#head")).to_contain_text("With the assistant")
    address = f"{customer.shop.address}/api/conversations/{customer.id}/messages"
    said = httpx.get(address, headers={"Authorization": f"Bearer {customer.token}"}).json()["messages"]
    assert [message["sender"] for message in said[-2:]] == ["agent", "system"]
    assert said[-2]["text"] == "Your refund arrives by Friday."
