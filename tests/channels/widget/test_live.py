"""The socket: what is said later arrives at once, and nothing that was missed is lost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from starlette.websockets import WebSocketDisconnect

from bot.channels.widget.channel import WidgetChannel
from bot.channels.widget.live import WRONG_TOKEN
from bot.services import desk, handoffs
from bot.services.attachments import Enclosed
from bot.services.inbox import Inbound, receive
from bot.spine.app import App
from bot.spine.live import MemoryFeed, News, conversation_topic, desk_topic
from bot.spine.typing_news import TYPING
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.layout import Part
from bot.support.message import Message, PrivateNoteError, Sender
from tests.channels.widget.conftest import Talk, open_talk
from tests.factories import A_JPEG, NOW, an_agent, saved


def taken_by_anna(app: App, talk: Talk) -> Agent:
    with app.database.session() as db:
        anna = saved(db, an_agent(name="Anna"))
        handoffs.take(db, talk.id, anna, NOW)
    return anna


def anna_says(app: App, talk: Talk, anna: Agent, text: str, is_note: bool = False) -> None:
    with app.database.session() as db:
        (desk.note if is_note else desk.reply)(db, talk.id, anna, text, NOW)


def texts(socket: Any, count: int) -> list[str]:
    """The texts of the next messages, whatever is told between them."""
    found: list[str] = []
    while len(found) < count:
        news = socket.receive_json()
        found += [news["message"]["text"]] if news["type"] == "message" else []
    return found


def test_the_socket_tells_who_answers(app: App, talk: Talk) -> None:
    with talk.socket() as socket:
        assert socket.receive_json() == {"type": "state", "state": "assistant", "agent": None, "email_wanted": False}
        anna = taken_by_anna(app, talk)
        anna_says(app, talk, anna, "I am here")
        assert texts(socket, 1) == ["I am here"]
        assert socket.receive_json() == {"type": "state", "state": "agent", "agent": "Anna", "email_wanted": False}


def test_what_was_missed_comes_after_reconnecting(app: App, talk: Talk) -> None:
    [reply] = talk.say("hello")
    anna = taken_by_anna(app, talk)
    anna_says(app, talk, anna, "while you were away")
    with talk.socket(after=reply["id"]) as socket:
        assert texts(socket, 1) == ["while you were away"]
        anna_says(app, talk, anna, "and now")
        assert texts(socket, 1) == ["and now"]


def test_a_picture_that_arrives_while_the_talk_is_read_is_not_told_as_words_alone(app: App, talk: Talk) -> None:
    with arrives_between_two_reads(app, talk), talk.socket() as socket:
        first = socket.receive_json()
    with talk.socket() as socket:
        [file] = socket.receive_json()["message"]["files"]
    assert first["type"] == "state"
    assert file["name"] == "lamp.jpg"


@contextmanager
def arrives_between_two_reads(app: App, talk: Talk) -> Iterator[None]:
    """A picture, as soon as the talk's messages were read, and not when the outbox looks after its own."""
    arrived: list[bool] = []

    def arrive(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT messages.") and not arrived:
            arrived.append(True)
            with app.database.session() as db:
                receive(db, Inbound(talk.id, "widget", "lamp", "[image]", files=[Enclosed("lamp.jpg", A_JPEG)]), NOW)

    event.listen(app.database.engine, "after_cursor_execute", arrive)
    try:
        yield
    finally:
        event.remove(app.database.engine, "after_cursor_execute", arrive)
    assert arrived


def test_a_new_page_is_told_everything(talk: Talk) -> None:
    talk.say("hello")
    with talk.socket() as socket:
        assert texts(socket, 2) == ["hello", "heard hello"]


def test_all_open_pages_hear_what_is_said_on_one(talk: Talk) -> None:
    with talk.socket() as socket:
        socket.receive_json()
        talk.say("hello")
        assert sorted(texts(socket, 2)) == ["heard hello", "hello"]


def test_a_private_note_never_reaches_the_socket(app: App, talk: Talk) -> None:
    anna = taken_by_anna(app, talk)
    with talk.socket() as socket:
        socket.receive_json()
        anna_says(app, talk, anna, "only for us", is_note=True)
        anna_says(app, talk, anna, "for you")
        assert texts(socket, 1) == ["for you"]
    with talk.socket() as socket:
        assert texts(socket, 1) == ["for you"]


async def test_the_channel_refuses_to_send_a_note() -> None:
    note = Message(id="n", conversation_id="c", channel="widget", sender=Sender.AGENT, text="only for us", is_note=True, at=NOW)
    with pytest.raises(PrivateNoteError):
        await WidgetChannel(MemoryFeed()).send(Part(note, note.text, []))


def test_a_wrong_token_is_sent_away(talk: Talk) -> None:
    stranger = open_talk(talk.client)
    with talk.socket(token=stranger.token) as socket, pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    assert closed.value.code == WRONG_TOKEN


@pytest.mark.parametrize("frame", ["", "{}", "[1]", "not json", '{"token": 5}'])
def test_a_page_that_does_not_say_hello_is_sent_away(talk: Talk, frame: str) -> None:
    with talk.client.websocket_connect(f"{talk.path}/live") as socket:
        socket.send_text(frame)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
    assert closed.value.code == WRONG_TOKEN


def test_while_the_page_of_who_waits_is_open_they_count_as_there(app: App, talk: Talk) -> None:
    taken_by_anna(app, talk)
    with talk.socket() as socket:
        socket.receive_json()

        def seen() -> bool:
            with app.database.session() as db:
                return db.get_one(Conversation, talk.id).seen_at == NOW

        deadline = time.monotonic() + 10
        while not seen() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert seen()


def test_that_an_agent_types_is_told_and_nothing_of_it_is_kept(app: App, talk: Talk) -> None:
    with talk.socket() as socket:
        socket.receive_json()
        assert talk.client.portal is not None
        talk.client.portal.call(app.live.publish, conversation_topic(talk.id), TYPING)
        assert socket.receive_json() == TYPING
    with talk.socket() as socket:
        assert socket.receive_json()["type"] == "state"


def test_that_a_customer_types_is_told_to_the_desk(app: App, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    publish = app.live.publish

    async def noted(topic: str, news: News) -> None:
        told.append((topic, news))
        await publish(topic, news)

    monkeypatch.setattr(app.live, "publish", noted)
    with talk.socket() as socket:
        socket.receive_json()
        socket.send_json(TYPING)
        socket.send_json(TYPING)
        talk.say("hello")

    assert told.count((desk_topic(talk.id), TYPING)) == 1
