"""What an agent writes and encloses leaves in the order in which it was sent, and comes back where it was refused."""

import pytest
from playwright.sync_api import Page, Route, expect

from bot.services.identity import sign_in_customer
from bot.support.conversation import Conversation
from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn, picture
from tests.browser.desk import Customer, a_waiting_customer, take
from tests.browser.visitor import visit
from tests.factories import A_JPEG

A_PDF = {"name": "label.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 of a label"}


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return a_waiting_customer(shop)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_a_document_reaches_the_customer_and_is_saved_there(
    sign_in: SignIn, open_page: OpenPage, shop: Shop, screen: dict[str, object]
) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("I want to talk to a human, about my label")
    expect(widget.said("assistant").last).to_be_visible()
    anna = sign_in("Anna", **screen)
    take(anna, Customer(shop, widget.conversation, ""))

    attach(anna, A_PDF)
    expect(anna.locator("#attached")).to_contain_text("label.pdf")
    picture(anna, f"attached-{'phone' if screen else 'desktop'}")
    anna.get_by_role("textbox", name="Text").fill("Your label.")
    anna.get_by_role("button", name="Send reply").click()

    expect(anna.locator(".message.from-agent .enclosed")).to_contain_text("label.pdf (pdf, ")
    expect(anna.locator("#attached")).to_be_hidden()
    expect(widget.said("agent").last).to_have_text("Your label.")
    with widget.page.expect_download() as saved:
        widget.page.get_by_role("button", name="label.pdf").click()
    assert saved.value.path().read_bytes() == A_PDF["buffer"]


def test_a_file_is_attached_beside_the_file_of_a_known_customer(sign_in: SignIn, shop: Shop, customer: Customer) -> None:
    with shop.database.session() as db:
        sign_in_customer(db, db.get_one(Conversation, customer.id), "C-1001", None)
    anna = sign_in("Anna")
    take(anna, customer)
    attach(anna, A_PDF)
    expect(anna.locator("#attached")).to_contain_text("label.pdf")


def test_what_is_no_picture_comes_back_with_the_reason(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    attach(anna, {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"})
    field = anna.get_by_role("textbox", name="Text")
    field.fill("Look at this")
    field.press("Enter")
    expect(anna.get_by_role("alert")).to_contain_text("Only pictures")
    expect(field).to_have_value("Look at this")
    expect(anna.locator("#attached")).to_contain_text("page.jpg")


def test_what_is_chosen_for_the_customer_waits_beside_a_note(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    attach(anna, {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": A_JPEG})
    anna.locator(".kinds").get_by_text("Private note").click()
    anna.get_by_role("textbox", name="Text").fill("They mean the lamp")
    anna.get_by_role("button", name="Add note").click()
    expect(anna.locator(".message.from-note .text")).to_have_text("They mean the lamp")
    anna.locator(".kinds").get_by_text("Reply").click()
    expect(anna.locator("#attached")).to_contain_text("lamp.jpg")
    anna.get_by_role("button", name="Remove").click()
    expect(anna.locator("#attached")).to_be_hidden()


def test_what_is_sent_while_another_reply_is_under_way_waits_its_turn(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    anna.route("**/messages", hold, times=1)
    field = anna.get_by_role("textbox", name="Text")
    for text in ("one", "two", "three"):
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value("")
    field.fill("half typed")
    held[0].continue_()

    expect(anna.locator(".message.from-agent .text")).to_have_text(["one", "two", "three"])
    expect(field).to_have_value("half typed")


def attach(page: Page, file: dict[str, object]) -> None:
    page.locator("#attach").set_input_files(file)
