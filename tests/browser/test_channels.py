"""An administrator looks after the channels in a real browser."""

import httpx
import pytest
from playwright.sync_api import expect

from bot.support.agent import Role
from tests.browser.conftest import PHONE, Shop, SignIn, go, picture


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_an_administrator_sees_what_is_on_and_what_is_wrong(shop: Shop, sign_in: SignIn, screen: dict[str, object]) -> None:
    forged = httpx.post(f"{shop.address}/channels/telegram", json={}, headers={"X-Telegram-Bot-Api-Secret-Token": "guessed"})
    assert forged.status_code == 401
    ada = sign_in("Ada", Role.ADMINISTRATOR, **screen)
    go(ada, "Channels")
    expect(ada.get_by_role("heading", name="Channels")).to_be_visible()
    telegram, slack, mail = (ada.locator(f"#channel-{name}") for name in ("telegram", "slack", "email"))
    expect(telegram).to_contain_text("not signed with the secret")
    expect(telegram).to_contain_text("/channels/telegram")
    expect(slack).to_contain_text("FIRSTLINE_SLACK_SIGNING_SECRET")
    # Nobody answers at the shop's mail servers.
    expect(mail).to_contain_text("could not be fetched")
    assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(ada, f"channels-{'phone' if screen else 'desktop'}")


def test_others_are_not_shown_the_way(sign_in: SignIn) -> None:
    sue = sign_in("Sue", Role.SUPERVISOR)
    sue.locator("#menu > summary").click()
    expect(sue.get_by_role("link", name="Who did what")).to_be_visible()
    expect(sue.get_by_role("link", name="Channels")).to_have_count(0)
