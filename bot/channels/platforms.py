"""The platforms that are on: those whose secrets are set."""

from bot.channels.telegram.channel import telegram
from bot.channels.webhook import Platform
from bot.settings import Settings


def platforms(settings: Settings) -> list[Platform]:
    configured: list[Platform | None] = [telegram(settings)]
    return [platform for platform in configured if platform is not None]
