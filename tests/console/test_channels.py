"""The page of channels: what is on, when it last worked, and what it still needs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.telegram.channel import Telegram
from bot.channels.widget.channel import WidgetChannel
from bot.console.words.channels import CHANNELS, TROUBLES
from bot.services.channel_health import note_trouble
from bot.settings import Settings
from bot.spine.app import App
from bot.store.database import Database
from bot.support.agent import Role
from bot.support.channel_trouble import Trouble
from tests.console.conftest import Signed
from tests.factories import NOW

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def app(database: Database, app: App) -> App:
    settings = Settings(telegram_token="1:very-secret", slack_token="half-set", public_url="https://help.example")
    channels = [WidgetChannel(app.live), Telegram("1:very-secret", "secret")]
    return replace(app, settings=settings, channels={channel.name: channel for channel in channels})


@pytest.mark.parametrize(("role", "status"), [(Role.AGENT, 403), (Role.SUPERVISOR, 403), (Role.ADMINISTRATOR, 200)])
def test_administrators_alone_see_it(signed: Signed, role: Role, status: int) -> None:
    assert signed("Anna", role).get("/console/channels").status_code == status


def test_every_channel_is_shown_with_its_address_and_what_it_needs_and_no_secret(signed: Signed) -> None:
    text = signed("Ada", Role.ADMINISTRATOR).get("/console/channels").text
    assert [words.title for words in CHANNELS.values() if words.title not in text] == []
    assert "https://help.example/channels/telegram" in text
    assert "https://help.example/channels/email" not in text
    assert ("FIRSTLINE_SLACK_SIGNING_SECRET" in text, "FIRSTLINE_SLACK_TOKEN" in text) == (True, False)
    assert ("very-secret" in text, "half-set" in text) == (False, False)


def test_trouble_is_told_in_plain_words(app: App, signed: Signed) -> None:
    with app.database.session() as db:
        note_trouble(db, "telegram", Trouble.NOT_SENT, "HTTP 401 <b>", NOW - timedelta(minutes=5))
    text = signed("Ada", Role.ADMINISTRATOR).get("/console/channels").text
    assert (TROUBLES[Trouble.NOT_SENT] in text, "HTTP 401 &lt;b&gt;" in text, "in trouble" in text) == (True, True, True)


def test_a_channel_that_is_on_lacks_nothing(signed: Signed) -> None:
    text = signed("Ada", Role.ADMINISTRATOR).get("/console/channels").text
    telegram = text.partition('id="channel-telegram"')[2].partition("</li>")[0]
    assert ("may be set, too" in telegram, "still to be set" in telegram) == (True, False)
