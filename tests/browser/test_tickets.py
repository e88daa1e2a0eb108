"""A customer who comes while nobody is at the desk: a ticket, answered by real mail, and gone on with by mail."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.shop.office_hours import DAYS
from bot.spine.clock import utc_now
from tests.browser.conftest import OpenPage, Shop, SignIn, a_running_shop, picture
from tests.browser.visitor import visit
from tests.channels.email.test_email import an_answer_to

ANSWER = "It leaves tomorrow."
# The mailbox is looked into so often.
MAIL_COMES_MS = 40_000


@pytest.fixture(scope="module")
def mails() -> Iterator[tuple[MailServer, dict[str, str]]]:
    """A mail server, and the settings of a shop that uses it."""
    server = MailServer()
    with in_background(server) as (smtp, imap):
        yield server, {"EMAIL_ADDRESS": USER, "EMAIL_PASSWORD": PASSWORD, "EMAIL_SMTP": smtp, "EMAIL_IMAP": imap}


@contextmanager
def in_background(server: MailServer) -> Iterator[tuple[str, str]]:
    """Its addresses, while it runs in a thread of its own."""
    loop, stack = asyncio.new_event_loop(), AsyncExitStack()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def open_both() -> tuple[str, str]:
        smtp = await stack.enter_async_context(listening_to(server.smtp, "smtp"))
        return smtp, await stack.enter_async_context(listening_to(server.imap, "imap"))

    try:
        yield asyncio.run_coroutine_threadsafe(open_both(), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@pytest.fixture(scope="module")
def shop(model: Path, tmp_path_factory: pytest.TempPathFactory, mails: tuple[MailServer, dict[str, str]]) -> Iterator[Shop]:
    """Open on another day of the week alone."""
    day = DAYS[(utc_now() + timedelta(days=3)).weekday()]
    with a_running_shop(model, tmp_path_factory.mktemp("night"), **mails[1], OFFICE_HOURS=f"{day} 09:00-10:00") as shop:
        yield shop


def test_a_ticket_of_the_night_is_answered_by_mail_and_goes_on_by_mail(
    open_page: OpenPage, sign_in: SignIn, shop: Shop, mails: tuple[MailServer, dict[str, str]]
) -> None:
    server = mails[0]
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("I want to talk to a human")
    expect(widget.said("assistant").filter(has_text="T-").first).to_be_visible()
    widget.say("night.owl@post.example")
    expect(widget.said("assistant").filter(has_text="night.owl@post.example").first).to_be_visible()
    widget.page.close()

    anna = sign_in("Anna")
    go_to_do(anna)
    ticket = anna.locator("#tickets .row").first
    expect(ticket).to_contain_text("T-")
    ticket.get_by_role("button", name="Take").click()
    expect(anna.locator("#head")).to_contain_text("it also goes to night.owl@post.example")
    picture(anna, "ticket-desktop")
    anna.get_by_role("textbox", name="Text").fill(ANSWER)
    anna.get_by_role("button", name="Send reply").click()
    expect(anna.locator(".from-agent .delivery").last).to_have_text("sent")

    [mail] = wait_for(anna, lambda: answers(server))
    assert (mail["To"], mail.get_content().strip()) == ("night.owl@post.example", ANSWER)
    server.receive(an_answer_to(mail, "Thank you, that suits me."))
    expect(anna.get_by_role("log").get_by_text("Thank you, that suits me.")).to_be_visible(timeout=MAIL_COMES_MS)
    anna.get_by_role("textbox", name="Text").fill("Good night!")
    anna.get_by_role("button", name="Send reply").click()
    wait_for(anna, lambda: answers(server)[1:])


def go_to_do(page: Page) -> None:
    page.get_by_role("link", name="To do").click()
    expect(page.get_by_role("heading", name="Tickets")).to_be_visible()


def answers(server: MailServer) -> list[EmailMessage]:
    return [mail for mail in server.sent if mail["To"] == "night.owl@post.example"]


def wait_for(page: Page, found: Callable[[], list[EmailMessage]]) -> list[EmailMessage]:
    for _ in range(100):
        if mails := found():
            return mails
        page.wait_for_timeout(100)
    pytest.fail("no mail came")
