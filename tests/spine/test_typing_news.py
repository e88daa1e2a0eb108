"""Who types, told but not too often."""

import pytest

from bot.spine.live import MemoryFeed
from bot.spine.typing_news import GAP_SECONDS, TYPING, Typing, says_typing


async def test_what_comes_faster_is_not_passed_on() -> None:
    feed, moments = MemoryFeed(), iter([0.0, GAP_SECONDS / 2, GAP_SECONDS, GAP_SECONDS])
    typing = Typing(feed, "talk", lambda: next(moments))
    async with feed.listen("talk") as news:
        for _ in range(3):
            await typing.pass_on()
        await feed.publish("talk", {"type": "end"})
        heard = [await anext(news) for _ in range(3)]

    assert heard == [TYPING, TYPING, {"type": "end"}]


@pytest.mark.parametrize("frame", [None, "", "nonsense", "[]", '{"type": "message"}', '{"type": "typing", "more": 1}'])
def test_whatever_else_a_page_sends_means_nothing(frame: str | None) -> None:
    assert not says_typing(frame)
