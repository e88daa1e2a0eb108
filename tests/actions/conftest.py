"""A customer's message as Rasa hands it to an action: real tracker, real dispatcher, real store."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.hearing.heard import Heard
from actions.hearing.second_look import second_look
from actions.talk import Talk
from actions.turn import Turn
from bot.shop.order import OrderStatus
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.support.conversation import Conversation
from tests.factories import NOW, a_customer, a_line, a_product, a_variant, an_order

ATalk = Callable[[Tracker], Talk]

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
def known(db: Session, conversation: Conversation) -> None:
    """A customer with a delivered kettle and a pending chair."""
    customer = a_customer()
    kettles = [a_variant(options={"color": color}) for color in ("white", "black")]
    chairs = [a_variant(options={"color": color}) for color in ("red", "blue")]
    db.add_all([a_product("Tea Kettle", variants=kettles), a_product("Garden Chair", variants=chairs), customer])
    kettle = a_line("Tea Kettle", sku=kettles[0].sku, options=kettles[0].options)
    chair = a_line("Garden Chair", sku=chairs[0].sku, options=chairs[0].options)
    db.add(an_order(customer=customer, lines=[kettle]))
    db.add(an_order(customer=customer, status=OrderStatus.PENDING, lines=[chair]))
    db.flush()
    conversation.customer_id = customer.id


@pytest.fixture
def talk(turn: Turn, dispatcher: CollectingDispatcher) -> ATalk:
    return lambda message: Talk(turn, dispatcher, message)


def said(dispatcher: CollectingDispatcher) -> list[str]:
    return [message["response"] for message in dispatcher.messages]


def read_wishes(talk: ATalk, *wishes: tuple[str, str]) -> Heard:
    """What a message comes to whose clauses were taken for these intents."""
    text = " ".join(clause for clause, _ in wishes)
    tracker = a_message(text, wishes[0][1])
    message: dict[str, Any] = tracker.latest_message
    message["wishes"] = [
        {
            "intent": intent,
            "faq": None,
            "text": clause,
            "start": text.index(clause),
            "end": text.index(clause) + len(clause),
            "otherwise": False,
        }
        for clause, intent in wishes
    ]
    first = talk(tracker)
    return second_look(first, first.heard)
