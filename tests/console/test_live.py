"""The pages' socket: news, who types, and the end of a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete
from starlette.websockets import WebSocketDisconnect

from bot.console import live
from bot.console.live import POLICY_VIOLATION
from bot.spine.app import App
from bot.spine.live import conversation_topic, desk_topic
from bot.spine.typing_news import TYPING
from bot.support.agent import AgentSession
from bot.support.conversation import Conversation
from tests.console.conftest import LIVE, ORIGIN, Desk, page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@contextmanager
def listening(desk: Desk, conversation: Conversation | None = None) -> Iterator[Any]:
    address = f"{LIVE}?conversation={conversation.id}" if conversation else LIVE
    with desk.client as client, client.websocket_connect(address, headers={"Origin": ORIGIN}) as socket:
        assert socket.receive_json() == {}
        yield socket


class Told:
    """What is published of one topic."""

    def __init__(self, app: App, monkeypatch: pytest.MonkeyPatch, topic: str) -> None:
        self.news: list[Any] = []
        publish = app.live.publish

        async def noted(to: str, news: Any) -> None:
            self.news += [news] if to == topic else []
            await publish(to, news)

        monkeypatch.setattr(app.live, "publish", noted)


def test_who_signs_out_hears_no_more(anna: Desk) -> None:
    with listening(anna) as socket:
        anna.post("/console/sign-out")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == POLICY_VIOLATION


def test_a_session_that_ended_unseen_is_noticed(app: App, anna: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "NOTED_EVERY", timedelta(milliseconds=10))
    with listening(anna) as socket:
        with app.database.session() as db:
            db.execute(delete(AgentSession))
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == POLICY_VIOLATION


def test_that_an_agent_types_is_told_to_their_own_customer(
    app: App, anna: Desk, waiting: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(app, monkeypatch, conversation_topic(waiting.id))
    with listening(anna, waiting) as socket:
        socket.send_json(TYPING)
        anna.post(f"{page(waiting)}/take")
        assert TYPING not in told.news
        for frame in ("nonsense", "[]"):
            socket.send_text(frame)
        socket.send_json(TYPING)
        socket.send_json(TYPING)
        anna.post(f"{page(waiting)}/messages", kind="reply", text="Hello")

    assert told.news.count(TYPING) == 1


def test_an_agent_does_not_type_in_a_colleagues_conversation(
    app: App, anna: Desk, bert: Desk, waiting: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    bert.post(f"{page(waiting)}/take")
    told = Told(app, monkeypatch, conversation_topic(waiting.id))
    with listening(anna, waiting) as socket:
        socket.send_json(TYPING)
        anna.get("/console/queue")

    assert told.news == []


def test_that_a_customer_types_is_heard_where_the_conversation_stands_open(app: App, anna: Desk, waiting: Conversation) -> None:
    with listening(anna, waiting) as socket:
        assert anna.client.portal is not None
        anna.client.portal.call(app.live.publish, desk_topic("another"), TYPING)
        anna.client.portal.call(app.live.publish, desk_topic(waiting.id), TYPING)
        assert socket.receive_json() == TYPING
        anna.post(f"{page(waiting)}/take")
        assert socket.receive_json() == {"conversation_id": waiting.id}
