"""Who types is told while they do, and stored nowhere. It ends by itself: nobody is told that somebody stopped."""

import json
import time
from collections.abc import Callable

from bot.spine.live import LiveFeed, News

TYPING: News = {"type": "typing"}
# Pages say it every few seconds; what comes faster is not passed on.
GAP_SECONDS = 1.0


class Typing:
    """What one page says of it."""

    def __init__(self, live: LiveFeed, topic: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._live = live
        self._topic = topic
        self._seconds = seconds
        self._passed_on_at: float | None = None

    @property
    def is_due(self) -> bool:
        return self._passed_on_at is None or self._seconds() - self._passed_on_at >= GAP_SECONDS

    async def pass_on(self) -> None:
        """Tell the other side, if it was not told just now."""
        if self.is_due:
            self._passed_on_at = self._seconds()
            await self._live.publish(self._topic, TYPING)


def says_typing(frame: str | None) -> bool:
    """Whether the frame of a page means that somebody types; whatever else pages send means nothing."""
    try:
        return bool(json.loads(frame or "") == TYPING)
    except ValueError:
        return False
