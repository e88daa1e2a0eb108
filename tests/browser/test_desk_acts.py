"""What an agent settles for the customer from the panel beside the conversation."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from bot.shop.order import Order, OrderStatus
from bot.spine.clock import utc_now
from bot.support.conversation import Conversation
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, digits, picture
from tests.browser.desk import Customer, a_waiting_customer, take
from tests.factories import a_customer, an_order


@pytest.fixture
def order_number(shop: Shop, customer: Customer) -> str:
    """A pending order of the customer, who is known by now."""
    number = f"#W-{digits()}"
    with shop.database.session() as db:
        buyer = a_customer(id=new_id(), email=f"{new_id()}@example.com")
        db.add(an_order(number=number, customer=buyer, status=OrderStatus.PENDING))
        db.flush()
        talk = db.get_one(Conversation, customer.id)
        talk.customer_id, talk.proved_by = buyer.id, "order_and_email"
    return number


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return a_waiting_customer(shop)


def show_customer(page: Page) -> None:
    link = page.get_by_role("link", name="Customer and orders")
    if link.is_visible():
        link.click()


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_an_order_is_cancelled_after_a_look_at_what_happens(
    sign_in: SignIn, customer: Customer, order_number: str, screen: dict[str, object]
) -> None:
    anna = sign_in("Anna", **screen, color_scheme="dark" if screen else "light")
    take(anna, customer)
    show_customer(anna)
    expect(anna.locator("#customer")).to_contain_text(order_number)
    expect(anna.locator("#file")).to_contain_text("US$42.50")

    anna.get_by_role("button", name="Cancel …").click()
    expect(anna.get_by_role("heading", name=f"Cancel order {order_number}")).to_be_visible()
    expect(anna.get_by_label("No longer needed")).to_be_focused()
    picture(anna, f"act-cancel-{'phone' if screen else 'desktop'}")
    anna.get_by_role("button", name="Yes, cancel it").click()

    expect(anna.locator(".from-note").last).to_contain_text(f"Cancelled order {order_number}.")
    show_customer(anna)
    expect(anna.locator("#customer .status-cancelled")).to_be_visible()
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"customer-{'phone' if screen else 'desktop'}")


def test_an_order_goes_elsewhere_and_articles_come_back(
    sign_in: SignIn, shop: Shop, customer: Customer, order_number: str
) -> None:
    delivered = f"#W-{digits()}"
    with shop.database.session() as db:
        buyer = db.get_one(Conversation, customer.id).customer
        yesterday = utc_now() - timedelta(days=1)
        db.add(an_order(number=delivered, customer=buyer, placed_at=yesterday - timedelta(days=5), delivered_at=yesterday))
    anna = sign_in("Anna")
    take(anna, customer)

    anna.get_by_role("button", name="Address …").click()
    expect(anna.get_by_label("Street and number")).to_be_focused()
    anna.get_by_label("Street and number").fill("7 Elm Street")
    anna.get_by_role("button", name="Yes, change it").click()
    expect(anna.locator(".from-note").last).to_contain_text(order_number)

    anna.get_by_role("button", name="Return …").click()
    expect(anna.locator("[popover]:popover-open input:focus")).to_have_attribute("name", "line")
    anna.get_by_label("Coffee Mug").check()
    anna.get_by_role("button", name="Yes, open the return").click()
    expect(anna.locator(".from-note").last).to_contain_text(delivered)

    with shop.database.session() as db:
        assert db.get_one(Order, order_number).address.line1 == "7 Elm Street"
        assert [line.name for line in db.get_one(Order, delivered).lines if line.returnable_quantity == 0] == ["Coffee Mug"]


def test_a_goodwill_voucher_is_granted_within_the_limit(sign_in: SignIn, customer: Customer, order_number: str) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    expect(anna.locator("#customer")).to_contain_text(order_number)

    anna.get_by_role("button", name="Goodwill voucher …").click()
    expect(anna.get_by_label("Amount in USD")).to_be_focused()
    anna.get_by_label("Amount in USD").fill("4.50")
    anna.get_by_role("button", name="Yes, grant it").click()

    expect(anna.locator("#file")).to_contain_text("US$4.50")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_who_tells_the_agent_what_proves_them_has_their_file_opened(
    sign_in: SignIn, customer: Customer, screen: dict[str, object]
) -> None:
    anna = sign_in("Anna", **screen)
    take(anna, customer)
    show_customer(anna)
    anna.get_by_role("button", name="Take a proof …").click()
    form = anna.locator("#act-identify")
    expect(form.get_by_label("Order")).to_be_focused()

    form.get_by_label("Order").fill("W-10482")
    form.get_by_label("E-mail").fill("somebody.else@example.com")
    form.get_by_role("button", name="Check").click()
    expect(anna.get_by_role("alert")).to_contain_text("fits no customer")
    show_customer(anna)
    anna.get_by_role("button", name="Take a proof …").click()
    picture(anna, f"identify-{'phone' if screen else 'desktop'}")
    form.get_by_label("Order").fill("w10482")
    form.get_by_label("E-mail").fill("Emma.Clarke@example.com")
    form.get_by_role("button", name="Check").click()

    expect(anna.locator("#head")).to_contain_text("Emma Clarke")
    expect(anna.locator(".from-note").last).to_contain_text("Took the proof")
    show_customer(anna)
    expect(anna.locator("#customer")).to_contain_text("W-10482")
