"""The real server in its own process, with the demo shop on a free port, and a real Chromium in front of it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.services.agents import add_agent
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.store.demo import make_demo_shop
from bot.support.agent import Role
from tests.browser.last_seen import last_seen

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Chromium talks to nobody but the page under test. It has no sandbox for root.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
DESKTOP = {"width": 1280, "height": 800}

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PASSWORD = "correct horse battery"

JWT_SECRET = "a secret of at least thirty-two bytes"
# What the shop has set up. Nobody listens at the mail servers.
CHANNELS = {
    "SHOP_JWT_SECRET": JWT_SECRET,
    "TELEGRAM_TOKEN": "1:token",
    "TELEGRAM_SECRET": "secret-of-sixteen-letters",
    "EMAIL_ADDRESS": "help@shop.example",
    "EMAIL_PASSWORD": "password",
    "EMAIL_SMTP": "smtp://127.0.0.1:9",
    "EMAIL_IMAP": "imap://127.0.0.1:9",
}

OpenPage = Callable[..., Page]
SignIn = Callable[..., Page]


@dataclass(frozen=True)
class Shop:
    """The running demo shop, and its store beside it."""

    address: str
    database: Database
    log: Path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        report.sections.extend(last_seen(item.funcargs))
    return report


@pytest.fixture(scope="session")
def shop(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with a_running_shop(model, tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@contextmanager
def a_running_shop(model: Path, folder: Path, **changed: str) -> Iterator[Shop]:
    """With settings of its own, if any are given."""
    database = Database(f"sqlite:///{folder}/firstline.db")
    database.migrate()
    with database.session() as db:
        make_demo_shop(db, utc_now())
    port = free_port()
    settings = {"DATABASE_URL": str(database.url), "MODEL_DIR": str(model.parent), "PORT": str(port), **CHANNELS, **changed}
    environment = os.environ | {f"FIRSTLINE_{name}": value for name, value in settings.items()}
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import app; app()", "serve"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", server, log)
        yield Shop(f"http://127.0.0.1:{port}", database, log)
    finally:
        server.terminate()
        server.wait(timeout=20)
        database.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = found_chromium()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages, each as a new visitor's; at the end none may have broken a rule of its page or thrown an error."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(shop: Shop, open_page: OpenPage) -> SignIn:
    """Opens the queue in a browser of its own, as a new agent; a first name alone gets something behind it."""

    def signed(name: str, role: Role = Role.AGENT, **options: object) -> Page:
        name = name if " " in name else f"{name} {digits()}"
        with shop.database.session() as db:
            add_agent(db, name, PASSWORD, utc_now(), role)
        page = open_page(**options)
        page.goto(f"{shop.address}/console")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Queue")).to_be_visible()
        return page

    return signed


def digits() -> str:
    """Six of them, for a name of its own. Letters might spell a word by which a test finds a button."""
    return f"{secrets.randbelow(1_000_000):06}"


def go(page: Page, place: str) -> None:
    """By the menu."""
    page.locator("#menu > summary").click()
    page.get_by_role("navigation", name="More").get_by_role("link", name=place).click()


def found_chromium() -> str:
    named = os.environ.get("FIRSTLINE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.fail(
            "These tests need Chromium: `apt-get install chromium` (Debian), `brew install chromium` (macOS), "
            "or name one that you have with FIRSTLINE_CHROMIUM=/path/to/chromium."
        )
    return found


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("FIRSTLINE_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(f"{address}/health").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text()[-3000:]}")
