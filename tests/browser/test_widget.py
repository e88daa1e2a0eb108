"""The widget in a real browser, on the demo shop's page and its strict content security policy."""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select

from bot.services import desk, handoffs
from bot.shop.customer import Customer
from bot.spine.clock import utc_now
from bot.support.agent import Agent
from bot.support.attachment import Attachment, AttachmentState
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.browser.conftest import JWT_SECRET, PHONE, OpenPage, Shop, picture
from tests.browser.visitor import Widget, visit
from tests.factories import A_JPEG, an_agent


def a_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# Four red points in a row.
A_PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    [
        a_chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 1, 8, 2, 0, 0, 0)),
        a_chunk(b"IDAT", zlib.compress(b"\0" + b"\xff\0\0" * 4)),
        a_chunk(b"IEND", b""),
    ]
)


def stored(shop: Shop, text: str) -> list[Message]:
    """The customers' messages of this text, of all conversations."""
    with shop.database.session() as db:
        return list(db.scalars(select(Message).where(Message.text == text, Message.sender == Sender.CUSTOMER)))


def joined_by(shop: Shop, name: str, text: str) -> Agent:
    """An agent takes the conversation in which the text was said."""
    [message] = stored(shop, text)
    with shop.database.session() as db:
        agent = an_agent(name=name)
        db.add(agent)
        db.flush()
        handoffs.take(db, message.conversation_id, agent, utc_now())
    return agent


def answer(shop: Shop, agent: Agent, text: str) -> None:
    with shop.database.session() as db:
        [conversation] = db.scalars(select(Conversation).where(Conversation.agent_id == agent.id))
        assert desk.reply(db, conversation.id, agent, text, utc_now()) is not None


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


def test_offline_and_back_nothing_is_lost_and_nothing_doubled(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello while online")
    expect(widget.said("assistant")).to_have_count(2)
    agent = joined_by(shop, "Olga", "hello while online")
    widget.page.context.set_offline(True)
    expect(widget.page.get_by_text("Connection lost")).to_be_visible()
    widget.say("written offline, one")
    widget.say("written offline, two")
    answer(shop, agent, "said while you were away")
    widget.page.context.set_offline(False)
    expect(widget.page.get_by_text("Connection lost")).to_be_hidden()
    expect(widget.said("agent")).to_have_text(["said while you were away"])
    expect(widget.page.locator("firstline-chat .pending")).to_have_count(0)
    expect(widget.said("customer")).to_have_text(["hello while online", "written offline, one", "written offline, two"])
    assert [len(stored(shop, f"written offline, {which}")) for which in ("one", "two")] == [1, 1]


def test_what_was_written_offline_is_sent_after_a_reload(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.page.route("**/api/conversations**", lambda route: route.abort())
    widget.say("hello from a tunnel")
    expect(widget.page.get_by_text("Connection lost")).to_be_visible()
    widget.page.unroute("**/api/conversations**")
    widget = visit(widget.page, shop)
    expect(widget.said("customer")).to_have_text(["hello from a tunnel"])
    expect(widget.said("assistant")).to_have_count(2)
    assert len(stored(shop, "hello from a tunnel")) == 1


def test_a_lost_answer_is_asked_for_again_and_given_once(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    widget.page.route("**/messages*", lose_the_first_answer)
    widget.say("hello twice sent")
    expect(widget.said("assistant")).to_have_count(2)
    expect(widget.page.locator("firstline-chat .pending")).to_have_count(0)
    assert (lost, len(stored(shop, "hello twice sent"))) == ([200], 1)


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


def test_a_conversation_that_the_server_lost_is_begun_anew(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    gone = '{"id": "gone", "token": "gone", "customer": null}'
    widget.page.evaluate("gone => localStorage.setItem(`firstline:${location.origin}:conversation`, gone)", gone)
    widget = visit(widget.page, shop)
    widget.open()
    widget.say("hello again")
    expect(widget.said("assistant")).to_have_count(2)


@pytest.mark.parametrize("markup", ["<img src=x onerror=alert(1)>", "<b>bold</b> https://shop.example/a?b=c."])
def test_what_is_written_is_never_markup(open_page: OpenPage, shop: Shop, markup: str) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say(markup)
    expect(widget.said("customer")).to_have_text([markup])
    assert widget.said("customer").locator("img, b").count() == 0
    links = widget.said("customer").locator("a").evaluate_all("links => links.map((link) => link.href)")
    assert links == re.findall(r"https://[^ ]+(?=\.$)", markup)


@contextmanager
def another_site(html: str, policy: str) -> Iterator[str]:
    """A site of one page. A real one: browsers do not let a page of an unknown network reach a server on this machine."""

    class OnePage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), OnePage) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()


def test_it_works_on_another_origin_under_a_strict_policy(open_page: OpenPage, shop: Shop) -> None:
    policy = f"default-src 'none'; script-src {shop.address}; connect-src {shop.address} {shop.address.replace('http', 'ws')}"
    tag = f'<script src="{shop.address}/firstline.js" data-title="Elsewhere" data-accent="#ffd400" async></script>'
    with another_site(f'<!doctype html><html lang="en"><title>A shop</title>{tag}', policy) as address:
        page = open_page()
        page.goto(address)
        widget = Widget(page)
        widget.open()
        widget.say("hello from another origin")
        expect(widget.said("assistant")).to_have_count(2)
        # Black on the shop's yellow.
        expect(page.get_by_role("heading", name="Elsewhere")).to_have_css("color", "rgb(0, 0, 0)")
        widget.attach("lamp.png", A_PNG, "image/png")
        for _ in ("as sent", "as read again"):
            shown = page.get_by_role("button", name="lamp.png").locator("canvas")
            expect(shown).to_be_visible()
            assert shown.evaluate("canvas => [...canvas.getContext('2d').getImageData(0, 0, 1, 1).data]") == [255, 0, 0, 255]
            page.reload()


def test_a_page_does_not_wait_for_the_widget(open_page: OpenPage, shop: Shop) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/firstline.js", hold)
    tag = f'<script src="{shop.address}/firstline.js" async></script>'
    with another_site(f'<!doctype html><html lang="en"><title>A shop</title>{tag}<h1>Lamps</h1>', "") as address:
        # What is ready while the script still hangs waits for no script.
        page.goto(address, wait_until="domcontentloaded")
        expect(page.get_by_role("heading", name="Lamps")).to_be_visible()
        expect(page.locator("firstline-chat")).to_have_count(0)
        [route] = held
        route.continue_()
        expect(Widget(page).launcher).to_be_visible()


def test_who_logs_out_at_the_shop_leaves_nothing_behind(open_page: OpenPage, shop: Shop) -> None:
    with shop.database.session() as db:
        emma = db.scalars(select(Customer).where(Customer.email == "emma.clarke@example.com")).one()
    claims = {"sub": emma.id, "aud": "firstline", "exp": utc_now() + timedelta(minutes=5)}
    token = jwt.encode(claims, JWT_SECRET, algorithm="HS256")
    tag = f'<script src="{shop.address}/firstline.js" data-customer-jwt="{token}" async></script>'
    with another_site(f'<!doctype html><html lang="en"><title>A shop</title>{tag}', "") as address:
        page = open_page()
        page.goto(address)
        widget = Widget(page)
        widget.open()
        widget.say("hello, I am logged in")
        expect(widget.said("assistant")).to_have_count(2)
        [message] = stored(shop, "hello, I am logged in")
        # The server cannot be reached while the customer logs out, and is told when it is back.
        page.context.set_offline(True)
        page.evaluate("void document.querySelector('firstline-chat').signOut()")
        expect(widget.said("customer")).to_have_count(0)
        page.context.set_offline(False)
        page.wait_for_function(
            "Object.keys(localStorage).every((key) => !key.endsWith('signed-out') || localStorage[key] === 'null')"
        )
        with shop.database.session() as db:
            conversation = db.get_one(Conversation, message.conversation_id)
            assert (conversation.customer_id, conversation.token_digest) == (emma.id, None)
        # The shop's page still shows the old token, say: nobody is signed in by it.
        page.reload()
        widget.say("hello, who am I")
        expect(widget.said("customer")).to_have_text(["hello, who am I"])
        expect(widget.said("assistant")).to_have_count(2)
        [message] = stored(shop, "hello, who am I")
        with shop.database.session() as db:
            assert db.get_one(Conversation, message.conversation_id).customer_id is None


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


def test_a_picture_reaches_the_agents(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    # It is cut off behind its head: what cannot be drawn keeps its name.
    widget.attach("lamp.jpg", A_JPEG, "image/jpeg")
    expect(widget.page.get_by_role("button", name="lamp.jpg")).to_be_visible()
    expect(widget.page.locator("firstline-chat .message.pending")).to_have_count(0)
    with shop.database.session() as db:
        kept = db.scalars(select(Attachment).where(Attachment.name == "lamp.jpg")).one()
    assert kept.state is AttachmentState.KEPT


def test_a_picture_that_is_drawn_late_leaves_the_end_in_sight(open_page: OpenPage, shop: Shop) -> None:
    page = open_page(viewport={"width": 390, "height": 500})
    widget = visit(page, shop)
    widget.open()
    widget.attach("lamp.png", a_picture(page, 800, 600), "image/png")
    expect(page.locator("firstline-chat canvas")).to_be_visible()
    expect(widget.said("assistant")).to_have_count(3)
    log = page.locator("firstline-chat .messages")
    page.wait_for_function("log => log.scrollHeight - log.scrollTop - log.clientHeight < 2", arg=log.element_handle())


def a_picture(page: Page, width: int, height: int) -> bytes:
    """As a browser makes one."""
    address = page.evaluate(
        "([width, height]) => Object.assign(document.createElement('canvas'), {width, height}).toDataURL()", [width, height]
    )
    return base64.b64decode(address.partition(",")[2])


def test_a_document_is_named_and_saved_again(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.attach("invoice.pdf", b"%PDF-1.7 of the lamp", "application/pdf")
    with widget.page.expect_download() as saved:
        widget.page.get_by_role("button", name="invoice.pdf").click()
    assert saved.value.suggested_filename == "invoice.pdf"
    assert saved.value.path().read_bytes() == b"%PDF-1.7 of the lamp"


def test_a_file_that_is_not_kept_is_said_not_to_be_sent(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.attach("page.jpg", b"<html>", "image/jpeg")
    expect(widget.page.locator("firstline-chat .message.failed")).to_contain_text("Not sent.")
