"""The console in a real browser: several agents at once, news while they type, keys, a phone."""

import re

import pytest
from playwright.sync_api import expect

from bot.services import handoffs, inbox
from bot.services.conversations import open_conversation
from bot.services.identity import sign_in_customer
from bot.services.inbox import Inbound
from bot.spine.clock import utc_now
from bot.support.handoff import HandoffReason
from bot.support.packet import Matters, Refused, Wish
from bot.tables import new_id
from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn, picture
from tests.browser.desk import Customer, a_waiting_customer, take
from tests.browser.visitor import visit

QUOTES = [
    ("Tere! Lamp tuli katkise karbiga, tahan selle tagastada", "start_return"),
    ("See on väga halb teenindus", "complain"),
    ("Tahan rääkida juhatajaga", "request_human"),
]


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return a_waiting_customer(shop)


def test_what_one_agent_takes_leaves_the_others_queue(sign_in: SignIn, customer: Customer) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    row = bert.locator(f"#row-{customer.id}")
    expect(row).to_be_visible()

    take(anna, customer)

    expect(row).to_have_count(0)
    bert.goto(customer.page)
    expect(bert.locator("#head")).to_contain_text("With Anna")
    expect(bert.get_by_role("radio", name="Reply")).to_be_disabled()


def test_who_clicks_second_reads_who_was_first(sign_in: SignIn, customer: Customer) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    # Bert's page hears nothing of what happens.
    bert.route("**/console/parts/**", lambda route: route.abort())

    take(anna, customer)
    bert.locator(f"#take-{customer.id}").click()

    expect(bert.get_by_role("alert")).to_contain_text("Anna")
    expect(bert.get_by_role("alert")).to_contain_text("has this conversation.")


def test_two_agents_serve_three_customers_at_once(sign_in: SignIn, shop: Shop) -> None:
    customers = [a_waiting_customer(shop) for _ in range(3)]
    anna, bert = sign_in("Anna"), sign_in("Bert")
    for agent, customer in zip((anna, bert), customers, strict=False):
        take(agent, customer)

    for number, customer in enumerate(customers):
        customer.writes(f"customer {number} is here")

    for number, agent in enumerate((anna, bert)):
        expect(agent.get_by_role("log")).to_contain_text(f"customer {number} is here")
        agent.get_by_role("textbox", name="Text").fill(f"I see to number {number}")
        agent.get_by_role("button", name="Send reply").click()
        expect(agent.locator(".from-agent .text")).to_have_text(f"I see to number {number}")
    anna.goto(f"{shop.address}/console/queue")
    expect(anna.locator(f"#row-{customers[2].id}")).to_contain_text("customer 2 is here")


def test_what_the_assistant_has_is_taken_over_unasked(sign_in: SignIn, open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("how long does shipping take?")
    expect(widget.said("assistant").last).to_be_visible()
    anna = sign_in("Anna")
    anna.goto(f"{shop.address}/console/conversations/{widget.conversation}")

    anna.get_by_role("button", name="Take over").click()
    expect(anna.get_by_text("With you")).to_be_visible()
    said_before = widget.said("assistant").count()
    widget.say("and to Norway?")
    expect(anna.get_by_role("log")).to_contain_text("and to Norway?")
    anna.get_by_role("textbox", name="Text").fill("Six days")
    anna.get_by_role("button", name="Send reply").click()

    expect(widget.said("agent")).to_have_text("Six days")
    expect(widget.said("assistant")).to_have_count(said_before)


def test_a_reply_half_typed_stays_while_the_customer_writes_on(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    field = anna.get_by_role("textbox", name="Text")
    field.fill("I am looking for")
    field.press("Home")

    customer.writes("hello? <b>anybody</b>")

    expect(anna.locator(".from-customer .text").last).to_have_text("hello? <b>anybody</b>")
    expect(field).to_be_focused()
    assert field.evaluate("field => [field.value, field.selectionStart]") == ["I am looking for", 0]


def test_an_agent_who_reads_further_up_stays_there_when_news_arrive(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    for number in range(15):
        customer.writes(f"one more thing, number {number}")
    log = anna.get_by_role("log")
    expect(log.get_by_text("number 14")).to_be_visible()
    log.evaluate("log => { log.scrollTop = 40; }")

    customer.writes("the last thing")

    expect(log.get_by_text("the last thing")).to_have_count(1)
    assert log.evaluate("log => log.scrollTop") == 40


def test_enter_sends_and_shift_enter_starts_a_line(sign_in: SignIn, customer: Customer) -> None:
    anna, bert = sign_in("Anna"), sign_in("Bert")
    take(anna, customer)
    bert.goto(customer.page)
    field = anna.get_by_role("textbox", name="Text")

    field.fill("First line")
    field.press("Shift+Enter")
    field.press_sequentially("second line")
    field.press("Enter")

    expect(bert.locator(".from-agent .text")).to_have_text("First line\nsecond line", use_inner_text=True)
    expect(field).to_have_value("")


def test_a_note_not_yet_typed_stays_a_note_when_news_arrive(sign_in: SignIn, customer: Customer) -> None:
    """As a reply it would go to the customer."""
    anna = sign_in("Anna")
    take(anna, customer)
    anna.get_by_text("Private note", exact=True).click()

    customer.writes("hello?")

    expect(anna.locator(".from-customer .text").last).to_have_text("hello?")
    expect(anna.get_by_role("radio", name="Private note")).to_be_checked()


def test_a_note_half_typed_is_still_a_note_after_a_reload(sign_in: SignIn, customer: Customer) -> None:
    """As a reply it would go to the customer."""
    anna = sign_in("Anna")
    take(anna, customer)
    anna.get_by_text("Private note", exact=True).click()
    anna.get_by_role("textbox", name="Text").fill("He is rude")

    anna.reload()

    expect(anna.get_by_role("textbox", name="Text")).to_have_value("He is rude")
    expect(anna.get_by_role("radio", name="Private note")).to_be_checked()


def test_a_reply_that_cannot_be_sent_is_kept(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)
    anna.route("**/messages", lambda route: route.abort())
    field = anna.get_by_role("textbox", name="Text")

    field.fill("On its way")
    field.press("Enter")

    expect(anna.get_by_role("alert")).to_contain_text("Your text is kept")
    expect(field).to_have_value("On its way")


def test_lists_and_reply_are_reached_by_keys(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    take(anna, customer)

    anna.keyboard.press("r")
    expect(anna.get_by_role("textbox", name="Text")).to_be_focused()
    anna.keyboard.press("Escape")
    expect(anna.get_by_role("log")).to_be_focused()
    anna.keyboard.press("j")
    expect(anna.locator(f"#open-{customer.id}")).to_be_focused()


def test_a_phone_shows_the_conversation_and_the_customer_behind_a_link(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna", **PHONE)
    take(anna, customer)
    assert anna.evaluate("document.documentElement.scrollWidth") == 390
    expect(anna.get_by_text("Identity not proved.")).to_be_hidden()

    anna.get_by_role("link", name="Customer and orders").click()

    expect(anna.get_by_text("Identity not proved.")).to_be_visible()
    anna.get_by_role("link", name="Conversation").last.click()
    expect(anna.get_by_role("textbox", name="Text")).to_be_visible()


@pytest.mark.parametrize("chosen", ["Queue", "Closed", "To do"])
def test_a_phone_has_the_chosen_list_in_sight(sign_in: SignIn, customer: Customer, chosen: str) -> None:
    anna = sign_in("Anna", **PHONE)
    lists = anna.get_by_role("navigation", name="Lists")
    lists.get_by_role("link", name=chosen).click()
    expect(lists.locator("[aria-current=page]")).to_contain_text(chosen)
    expect(lists.locator("[aria-current=page]")).to_be_in_viewport(ratio=0.9)
    expect(anna.locator("body")).to_have_attribute("data-live", "yes")
    waiting = lists.get_by_role("link", name="Queue")
    before = int(waiting.locator(".count").inner_text())

    a_waiting_customer(customer.shop)
    customer.writes("hello?")

    expect(waiting).to_have_text(re.compile(rf"Queue\s*{before + 1}"))
    expect(lists.locator("[aria-current=page]")).to_be_in_viewport(ratio=0.9)


@pytest.fixture
def handed_over(shop: Shop) -> Customer:
    """A known customer whose return was open when they asked for a manager, after a refusal."""
    now = utc_now()
    with shop.database.session() as db:
        opened = open_conversation(db, "widget", "et", now)
        conversation = opened.conversation
        sign_in_customer(db, conversation, "C-1001", None)
        for text, intent in QUOTES:
            message = inbox.receive(db, Inbound(conversation.id, "widget", new_id(), text), now).message
            message.understood = {"intent": {"name": intent, "confidence": 0.93}, "entities": []}
        wish = Wish("start_return", ["W-10482"], ["Desk Lamp (white)"], reason=None, asked="confirmation")
        refused = Refused("cancel_order", "utter_cancel_too_late", {"order_number": "W-10482"})
        handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_MANAGER, now, Matters([wish], [refused]))
    return Customer(shop, conversation.id, opened.token)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_packet_stands_on_top_of_the_talk_and_folds(
    sign_in: SignIn, handed_over: Customer, screen: dict[str, object], colours: str
) -> None:
    anna = sign_in("Anna", **screen, color_scheme=colours)
    picture(anna, f"queue-{'phone' if screen else 'desktop'}-{colours}")
    anna.goto(handed_over.page)
    packet = anna.get_by_role("region", name="Handoff packet")

    expect(packet).to_contain_text("Start return")
    expect(packet).to_contain_text("Say who you are and what you may decide")
    expect(anna.get_by_role("textbox", name="Text")).to_be_in_viewport()
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"packet-{'phone' if screen else 'desktop'}-{colours}")

    packet.locator("summary").click()
    handed_over.writes("tere?")
    expect(anna.get_by_role("log").get_by_text("tere?")).to_have_count(1)
    expect(packet.get_by_text("asked last")).to_be_hidden()


def test_an_ended_session_leads_to_the_sign_in_page_and_back(sign_in: SignIn, customer: Customer) -> None:
    anna = sign_in("Anna")
    anna.goto(customer.page)
    anna.context.clear_cookies()

    customer.writes("still here?")

    expect(anna.get_by_role("button", name="Sign in")).to_be_visible()
    assert f"next=/console/conversations/{customer.id}" in anna.url
