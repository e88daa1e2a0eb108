"""A customer's message as Rasa hands it to an action: real tracker, real dispatcher, real store."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.talk import Talk
from actions.turn import Turn
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.support.conversation import Conversation
from tests.factories import NOW

# As the domain begins them.
SLOTS: dict[str, Any] = {"agenda": [], "memory": {}, "misses": 0.0}


@pytest.fixture
def database(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """On SQLite alone: what depends on the database is tested with the services."""
    opened = Database(f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path / 'firstline.db')}")
    yield opened
    opened.dispose()


@pytest.fixture
def turn(db: Session, conversation: Conversation) -> Turn:
    return Turn(db, conversation, "message-1", NOW, Terms())


@pytest.fixture
def dispatcher() -> CollectingDispatcher:
    return CollectingDispatcher()


def a_message(text: str, intent: str = "inform", slots: dict[str, Any] | None = None, **entities: str) -> Tracker:
    """A tracker whose latest message was written; entities are found in the text, or stand for all of it."""
    found = [entity(text, name, value) for name, value in entities.items()]
    guesses = [{"name": intent, "confidence": 0.9}, {"name": "out_of_scope", "confidence": 0.05}]
    message = {"text": text, "intent": {"name": intent}, "entities": found, "intent_ranking": guesses}
    return Tracker("conversation-1", SLOTS | (slots or {}), message, [], False, None, {}, None)


def a_press(intent: str, slots: dict[str, Any] | None = None) -> Tracker:
    return Tracker(
        "conversation-1", SLOTS | (slots or {}), {"text": "Yes?", "intent": {"name": intent}}, [], False, None, {}, None
    )


def entity(text: str, name: str, said: str) -> dict[str, Any]:
    """`said` is a part of the text, with its value behind a '=' where that is another: 'not the=leave_out'."""
    part, _, value = said.partition("=")
    start = text.index(part)
    return {"entity": name, "value": value or part, "start": start, "end": start + len(part)}


@pytest.fixture
def talk(turn: Turn, dispatcher: CollectingDispatcher) -> Callable[[Tracker], Talk]:
    return lambda message: Talk(turn, dispatcher, message)


def said(dispatcher: CollectingDispatcher) -> list[str]:
    return [message["response"] for message in dispatcher.messages]
