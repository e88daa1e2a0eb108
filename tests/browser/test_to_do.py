"""What the desk owes outside of the chats, seen and settled by two agents."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.services import handoffs, inbox
from bot.services.article_reports import Finding, report_articles
from bot.services.call_backs import request_call_back
from bot.services.complaints import make_complaint
from bot.services.conversations import open_conversation
from bot.services.identity import sign_in_customer
from bot.services.inbox import Inbound
from bot.services.promises import make_promise
from bot.shop.article_report import Fault, Wish
from bot.shop.order import Order, OrderStatus
from bot.shop.terms import Terms
from bot.spine.clock import utc_now
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.promise import PromiseKind
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, digits, picture

HOUR = timedelta(hours=1)


@pytest.fixture
def talk(shop: Shop) -> Conversation:
    """With a known customer, to whom one of each is owed."""
    now, terms = utc_now(), Terms()
    with shop.database.session() as db:
        talk = open_conversation(db, "widget", "en", now - HOUR).conversation
        sign_in_customer(db, talk, "C-1001", None)
        message = inbox.receive(db, Inbound(talk.id, "widget", new_id(), "The mug came in pieces."), now).message
        handoffs.hand_off(db, talk.id, HandoffReason.NOT_COVERED, now - HOUR, is_desk_open=False)
        request_call_back(db, talk, "+37255501234", (now + HOUR, now + 3 * HOUR), key=new_id(), now=now)
        make_complaint(db, talk, "Two weeks late, and nobody says a word!", key=new_id(), terms=terms, now=now)
        sent = (Order.customer_id == "C-1001", Order.status == OrderStatus.DELIVERED)
        order = db.scalars(select(Order).where(*sent).order_by(Order.placed_at.desc())).first()
        if order is not None:
            finding = Finding([order.lines[0].id], Fault.DAMAGED, Wish.REPLACEMENT, "in pieces")
            report_articles(db, "C-1001", order.number, finding, key=message.id, terms=terms, now=now)
        make_promise(db, PromiseKind.REFUND, "C-1001", now - HOUR, now - 48 * HOUR, about=f"RMA-{digits()}")
    return talk


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.usefixtures("talk")
def test_everything_owed_stands_on_one_page(shop: Shop, sign_in: SignIn, screen: dict[str, object], colours: str) -> None:
    anna = sign_in("Anna", color_scheme=colours, **screen)
    anna.get_by_role("link", name="To do").click()

    for title in ("Tickets", "Call-backs", "Complaints", "Reports of articles", "Overdue promises"):
        expect(anna.get_by_role("heading", name=title)).to_be_visible()
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    height = anna.evaluate("document.getElementById('main').scrollHeight") + 120
    anna.set_viewport_size({"width": anna.viewport_size["width"], "height": height})  # type: ignore[index]
    picture(anna, f"to-do-{'phone' if screen else 'desktop'}-{colours}")


def test_what_one_agent_settles_leaves_the_others_page_with_the_name_of_who_did_it(
    shop: Shop, sign_in: SignIn, talk: Conversation
) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    for page in (anna, bert):
        page.goto(f"{shop.address}/console/to-do")
    mine = f"a[href='/console/conversations/{talk.id}']"
    call = bert.locator("#calls .row", has=bert.locator(mine))
    expect(call).to_be_visible()
    before = int(bert.locator("#list-to-do .count").inner_text())

    anna.locator("#calls .row", has=anna.locator(mine)).get_by_role("button", name="Called").click()

    expect(call).to_have_count(0)
    expect(bert.locator("#list-to-do .count")).to_have_text(str(before - 1))
    expect(bert.locator("#done").get_by_role("row").nth(1)).to_contain_text("Anna")

    bert.locator("#tickets .row", has=bert.locator(mine)).get_by_role("button", name="Take").click()
    expect(bert.get_by_text("With you")).to_be_visible()
    expect(bert.locator("#head")).to_contain_text("ticket T-")


def test_an_entry_opens_its_conversation_by_keyboard(shop: Shop, sign_in: SignIn, talk: Conversation) -> None:
    anna = sign_in("Anna")
    anna.goto(f"{shop.address}/console/to-do")

    anna.locator("#complaints .row").locator(f"a[href='/console/conversations/{talk.id}']").focus()
    anna.keyboard.press("Enter")

    anna.wait_for_url(f"**/conversations/{talk.id}")
    expect(anna.get_by_text("The mug came in pieces.").first).to_be_visible()
