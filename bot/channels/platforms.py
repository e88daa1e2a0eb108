"""The platforms that are on: those whose secrets are set."""

from bot.channels.email.channel import email
from bot.channels.messenger.channel import messenger
from bot.channels.slack.channel import slack
from bot.channels.telegram.channel import telegram
from bot.channels.twilio.channel import twilio
from bot.channels.whatsapp.channel import whatsapp
from bot.settings import Settings
from bot.spine.channel import Channel


def configured(settings: Settings) -> list[Channel]:
    known: list[Channel | None] = [
        telegram(settings),
        messenger(settings),
        whatsapp(settings),
        slack(settings),
        twilio(settings),
        email(settings),
    ]
    return [platform for platform in known if platform is not None]
