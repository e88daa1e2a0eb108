"""Teams and rights in a real browser: adding a colleague, a second factor, ending a session."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pyotp import TOTP

from bot.spine.clock import utc_now
from bot.support.agent import Role
from tests.browser.conftest import PASSWORD, PHONE, OpenPage, Shop, SignIn, digits, go, picture

# Each code is good once: the one before is used up first.
PERIOD = timedelta(seconds=30)


def give(page: Page, shop: Shop, name: str, password: str) -> None:
    page.goto(f"{shop.address}/console")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_an_administrator_adds_a_colleague_who_signs_in(shop: Shop, sign_in: SignIn, open_page: OpenPage) -> None:
    ada, name = sign_in("Ada", Role.ADMINISTRATOR), f"Sue {digits()}"
    go(ada, "Team")
    ada.get_by_label("Name, as customers read it").fill(name)
    ada.get_by_label("Role", exact=True).select_option("Supervisor")
    ada.get_by_role("button", name="Add", exact=True).click()
    password = ada.get_by_role("status").locator("code").inner_text()
    picture(ada, "team-desktop")

    sue = open_page()
    give(sue, shop, name, password)

    expect(sue.get_by_role("heading", name="Queue")).to_be_visible()
    sue.locator("#menu > summary").click()
    expect(sue.get_by_role("link", name="Who did what")).to_be_visible()
    expect(sue.get_by_role("link", name="Team")).to_have_count(0)
    go_to_record(ada)
    expect(ada.get_by_role("row").filter(has_text="Added agent").filter(has_text=name)).to_be_visible()
    picture(ada, "audit-desktop")


def go_to_record(page: Page) -> None:
    go(page, "Who did what")
    expect(page.get_by_role("heading", name="Who did what")).to_be_visible()


def test_with_a_second_factor_signing_in_asks_for_a_code(shop: Shop, sign_in: SignIn, open_page: OpenPage) -> None:
    anna = sign_in("Anna")
    name = anna.locator(".agent-name").inner_text()
    go(anna, "Your account")
    anna.get_by_role("link", name="Turn on").click()
    codes = TOTP(anna.locator("code").inner_text())
    picture(anna, "second-factor-desktop")
    anna.get_by_label("Code").fill(codes.at(utc_now() - PERIOD))
    anna.get_by_role("button", name="Turn on").click()
    expect(anna.get_by_text("Signing in asks for a code")).to_be_visible()
    picture(anna, "account-desktop")

    phone = open_page(**PHONE)
    give(phone, shop, name, PASSWORD)
    picture(phone, "code-phone")
    phone.get_by_label("Code").fill(codes.now())
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name="Queue")).to_be_visible()

    anna.reload()
    end = anna.get_by_role("button", name="End", exact=True)
    end.click()
    expect(end).to_have_count(0)
    # Another page of that session: the open one may be on its way to the sign-in by itself.
    other = phone.context.new_page()
    other.goto(f"{shop.address}/console/queue")
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_team_fit_the_screen(sign_in: SignIn, screen: dict[str, object]) -> None:
    ada = sign_in("Ada", Role.ADMINISTRATOR, color_scheme="dark", **screen)
    for place in ("Team", "Your account", "Who did what"):
        go(ada, place)
        expect(ada.get_by_role("heading", level=1)).to_be_visible()
        assert ada.evaluate("document.documentElement.scrollWidth") == ada.viewport_size["width"]  # type: ignore[index]
        picture(ada, f"{place.split()[-1].lower()}-{'phone' if screen else 'desktop'}-dark")
