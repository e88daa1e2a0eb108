"""The widget on other people's pages: another origin, a strict content security policy, customers who log out."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
from playwright.sync_api import Route, expect
from sqlalchemy import select

from bot.shop.customer import Customer
from bot.spine.clock import utc_now
from bot.support.conversation import Conversation
from tests.browser.conftest import JWT_SECRET, OpenPage, Shop
from tests.browser.talks import stored
from tests.browser.visitor import Widget


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
