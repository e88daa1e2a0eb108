"""The channels: which are on, what they still need, and when each last worked. For administrators."""

from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from bot.console.access import Desk, holding
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.console.words.channels import CHANNELS
from bot.services.channel_health import Health, health_of
from bot.settings import Settings
from bot.spine.app import App
from bot.support.agent import Right

router = APIRouter(prefix="/channels", dependencies=[holding(Right.MANAGE_CHANNELS)])


@dataclass(frozen=True)
class ChannelOnPage:
    name: str
    is_on: bool
    # Each with whether it is set; their values are nobody's to read here.
    settings: dict[str, bool]
    health: Health

    @property
    def missing(self) -> list[str]:
        return [name for name, is_set in self.settings.items() if not is_set]


@router.get("")
async def channels_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("channels.html", **bar_values(db, desk), channels=_channels(db, app), address=app.settings.public_url)

    return HTMLResponse(await app.in_store(whole))


def _channels(db: Session, app: App) -> list[ChannelOnPage]:
    """Those that are on first."""
    health = health_of(db, CHANNELS)
    shown = [ChannelOnPage(name, name in app.channels, _settings(app.settings, name), health[name]) for name in CHANNELS]
    return sorted(shown, key=lambda channel: not channel.is_on)


def _settings(settings: Settings, channel: str) -> dict[str, bool]:
    """What turns the channel on, as the environment names it."""
    names = [name for name in Settings.model_fields if name.startswith(f"{channel}_")]
    return {f"FIRSTLINE_{name.upper()}": getattr(settings, name) is not None for name in names}
