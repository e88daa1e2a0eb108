"""What there was to see where a test failed: it may have failed on a machine that nobody can look at."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Error, Page

LOG_CHARS = 3000
PATIENCE_MS = 2000


def last_seen(fixtures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Sections of a report: the open pages as a screen reader has them, what browser and server complained of."""
    browser: Browser | None = fixtures.get("browser")
    for page in [page for context in browser.contexts for page in context.pages] if browser else []:
        yield f"page {page.url}", shown(page)
    shop = fixtures.get("shop")
    if shop is not None:
        yield "end of the server's log", shop.log.read_text()[-LOG_CHARS:]


def shown(page: Page) -> str:
    try:
        asked = [f"{request.method} {request.url} {request.failure or ''}" for request in page.requests()]
        said = [message.text for message in page.console_messages()]
        return "\n".join([page.locator("body").aria_snapshot(timeout=PATIENCE_MS), *asked, *said])
    except Error as error:
        return f"cannot be seen: {error}"
