"""Pictures and documents that a visitor sends."""

import base64

from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.support.attachment import Attachment, AttachmentState
from tests.browser.conftest import OpenPage, Shop
from tests.browser.visitor import visit
from tests.factories import A_JPEG


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
