"""Search in a real browser: by key, at both widths, and a conversation to take away."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.services import inbox
from bot.services.conversations import open_conversation
from bot.services.identity import sign_in_customer
from bot.services.inbox import Inbound
from bot.spine.clock import utc_now
from bot.tables import new_id
from tests.browser.conftest import PHONE, Shop, SignIn, digits, picture


@pytest.fixture
def word(shop: Shop) -> str:
    """A word that one customer said."""
    # With digits in it, it would be taken for an order's number.
    now, word = utc_now(), f"zyx{digits()}".translate(str.maketrans("0123456789", "abcdefghij"))
    with shop.database.session() as db:
        conversation = open_conversation(db, "widget", "en", now).conversation
        sign_in_customer(db, conversation, "C-1001", None)
        inbox.receive(db, Inbound(conversation.id, "widget", new_id(), f"Is the {word} lamp of W-10482 on its way?"), now)
    return word


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_a_word_leads_to_the_conversation_in_which_it_was_said(sign_in: SignIn, word: str, screen: dict[str, object]) -> None:
    anna = sign_in("Anna", **screen)
    field = anna.get_by_role("searchbox", name="Search conversations")
    # The page's modules have run by then.
    anna.wait_for_load_state("load")
    anna.keyboard.press("/")
    expect(field).to_be_focused()

    field.fill(word)
    field.press("Enter")

    expect(anna.locator("mark")).to_have_text(word)
    assert anna.evaluate("document.documentElement.scrollWidth") == anna.viewport_size["width"]  # type: ignore[index]
    picture(anna, f"search-{'phone' if screen else 'desktop'}")
    anna.locator(".rows .row a").first.click()
    expect(anna.get_by_role("log").get_by_text(word)).to_be_visible()


@pytest.mark.parametrize("query", ["W-10482", "emma.clarke@example.com", "Emma Clarke"])
def test_order_e_mail_and_name_lead_to_the_customer(sign_in: SignIn, word: str, query: str) -> None:
    anna = sign_in("Anna")
    field = anna.get_by_role("searchbox", name="Search conversations")

    field.fill(query)
    field.press("Enter")

    expect(anna.locator(".rows .who").filter(has_text="Emma Clarke").first).to_be_visible()


def test_a_conversation_is_taken_away_as_a_file(sign_in: SignIn, word: str) -> None:
    anna = sign_in("Anna")
    anna.goto(f"{anna.url.rpartition('/')[0]}/search?q={word}")
    anna.locator(".rows .row a").first.click()

    with anna.expect_download() as download:
        anna.get_by_role("link", name="JSON").click()

    exported = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert word in exported["messages"][0]["text"]
    with anna.expect_download() as download:
        anna.get_by_role("link", name="text", exact=True).click()
    assert word in Path(download.value.path()).read_text(encoding="utf-8")
