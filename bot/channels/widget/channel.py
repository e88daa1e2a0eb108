"""The widget as a channel: a message goes to the customer's open sockets; who has none open fetches it later.

The replies to a message travel in the answer to the request that brought it; that needs no outbox, for the page asks again
until it has them.
"""

from collections.abc import Iterable

from bot.channels.widget.schemas import MessageView
from bot.spine.live import LiveFeed, News, conversation_topic
from bot.support.attachment import Attachment
from bot.support.layout import Limits, Part
from bot.support.message import MAX_TEXT_CHARS, Message

NAME = "widget"


class WidgetChannel:
    name = NAME
    # It shows whatever there is.
    limits = Limits(text=2 * MAX_TEXT_CHARS, buttons=1000, title=MAX_TEXT_CHARS, encloses=True)
    shows_repeats = False

    def __init__(self, live: LiveFeed) -> None:
        self._live = live

    async def send(self, part: Part) -> None:
        """Tell every open socket of the conversation; nobody listening is no failure. Raises PrivateNoteError."""
        files = [enclosure.file for enclosure in part.enclosures]
        await self._live.publish(conversation_topic(part.message.conversation_id), message_news(part.message, files))


def message_news(message: Message, files: Iterable[Attachment] = ()) -> News:
    """What a socket is told about a message. Raises PrivateNoteError."""
    return {"type": "message", "message": MessageView.of(message, files).model_dump(mode="json")}
