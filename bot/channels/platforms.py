"""The platforms that are on: those whose secrets are set."""

from bot.channels.messenger.channel import messenger
from bot.channels.slack.channel import slack
from bot.channels.telegram.channel import telegram
from bot.channels.twilio.channel import twilio
from bot.channels.webhook import Platform
from bot.channels.whatsapp.channel import whatsapp
from bot.settings import Settings


def platforms(settings: Settings) -> list[Platform]:
    configured: list[Platform | None] = [
        telegram(settings),
        messenger(settings),
        whatsapp(settings),
        slack(settings),
        twilio(settings),
    ]
    return [platform for platform in configured if platform is not None]
