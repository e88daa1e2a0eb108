"""What agents do in the console, and the customers they do it for."""

from dataclasses import dataclass

import httpx
from playwright.sync_api import Page, expect

from bot.services import handoffs, inbox
from bot.services.conversations import open_conversation
from bot.services.inbox import Inbound
from bot.spine.clock import utc_now
from bot.support.handoff import HandoffReason
from bot.tables import new_id
from tests.browser.conftest import Shop


@dataclass(frozen=True)
class Customer:
    """Somebody who waits in the queue and can write on."""

    shop: Shop
    id: str
    token: str

    @property
    def page(self) -> str:
        return f"{self.shop.address}/console/conversations/{self.id}"

    def writes(self, text: str) -> None:
        answer = httpx.post(
            f"{self.shop.address}/api/conversations/{self.id}/messages",
            json={"text": text, "client_id": new_id()},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        answer.raise_for_status()


def a_waiting_customer(shop: Shop, language: str = "en") -> Customer:
    now = utc_now()
    with shop.database.session() as db:
        opened = open_conversation(db, "widget", language, now)
        inbox.receive(db, Inbound(opened.conversation.id, "widget", new_id(), "Where is my order?"), now)
        handoffs.hand_off(db, opened.conversation.id, HandoffReason.ASKED_FOR_HUMAN, now)
    return Customer(shop, opened.conversation.id, opened.token)


def take(page: Page, customer: Customer) -> None:
    page.goto(customer.page)
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_text("With you")).to_be_visible()
    # The page's modules have run by then.
    page.wait_for_load_state("load")
