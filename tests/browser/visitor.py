"""What a visitor of the shop sees of the widget."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Shop


class Widget:
    """What a visitor sees of the widget."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.field = page.get_by_role("textbox", name="Write a message")
        self.status = page.locator("firstline-chat .status")
        self.launcher = page.locator("firstline-chat .launcher")
        self.panel = page.get_by_role("dialog")

    @property
    def conversation(self) -> str:
        """Its id, as the widget keeps it over a reload."""
        return str(self.page.evaluate("JSON.parse(localStorage.getItem(`firstline:${location.origin}:conversation`)).id"))

    def open(self) -> None:
        self.launcher.click()
        expect(self.field).to_be_visible()
        # It rises into its place; until then it is a hair smaller.
        self.panel.evaluate("panel => Promise.all(panel.getAnimations().map(animation => animation.finished))")

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def attach(self, name: str, content: bytes, kind: str) -> None:
        file: Any = {"name": name, "mimeType": kind, "buffer": content}
        self.page.locator("firstline-chat input[type=file]").set_input_files(file)

    def said(self, sender: str) -> Locator:
        return self.page.locator(f"firstline-chat .message.{sender} p")


def visit(page: Page, shop: Shop) -> Widget:
    page.goto(shop.address)
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    return widget
