"""Our bounded state against Rasa's own tracker store: the same talks, the same answers."""

import asyncio
import copy
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy import delete
from sqlalchemy.schema import CreateTable

from bot.engine.actions import executor_of
from bot.engine.processor import TurnProcessor
from bot.engine.responses import Responses
from bot.engine.tracker_store import NOT_KEPT, TURNS_KEPT
from bot.engine.training import train
from bot.store.database import Database
from bot.support.dialogue import Dialogue
from bot.tables import Base
from tests.engine import gift_shop, shop_talk

GIFT_SHOP = Path(gift_shop.__file__).parent
TALK = "talk"

Move = tuple[str, dict[str, str]]
MOVES: list[Move] = [
    ("greet", {}),
    ("wrap_gift", {}),
    ("wrap_gift", {"paper": "red"}),
    ("inform", {"paper": "blue"}),
    ("inform", {"ribbon": "gold"}),
    ("inform", {}),
    ("stop_request", {}),
    ("track_order", {}),
    ("inform", {"email": "j@example.com"}),
]
# Rare, so that talks grow longer than what is kept.
MOVES = [*MOVES * 4, ("restart", {})]


class InProcessEndpoint(EndpointConfig):
    """Rasa's action server without the server."""

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__("http://in.process")
        self._executor = executor

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return await self._executor.run(copy.deepcopy(kwargs["json"]))
        except ActionExecutionRejection as rejection:
            text = f'{{"action_name": "{rejection.action_name}"}}'
            raise ClientResponseError(400, "rejected", text) from rejection


@dataclass
class Seen:
    """What can be told apart after a turn."""

    replies: list[str]
    slots: dict[str, Any]
    loop: str | None
    events: list[Any]

    @classmethod
    def after(cls, replies: CollectingOutputChannel, tracker: DialogueStateTracker) -> "Seen":
        texts = [message["text"] for message in replies.messages]
        return cls(
            texts, tracker.current_slot_values(), tracker.active_loop_name, [_told(event) for event in _last_turns(tracker)]
        )


def _last_turns(tracker: DialogueStateTracker) -> list[Event]:
    """The kept turns without the listening before them, which a folded beginning may have or not."""
    events = [event for event in tracker.events if not isinstance(event, NOT_KEPT)]
    messages = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[messages[-TURNS_KEPT] if len(messages) >= TURNS_KEPT else messages[0] :] if messages else []


def _told(event: Event) -> Any:
    if isinstance(event, UserUttered):
        return event.type_name, event.intent_name, [entity["entity"] for entity in event.entities]
    told = event.as_dict()
    return {key: value for key, value in told.items() if key not in {"timestamp", "metadata", "confidence", "policy"}}


def _message(move: Move, number: int, channel: CollectingOutputChannel) -> UserMessage:
    intent, entities = move
    parse_data = {
        "text": "some words",
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return UserMessage("some words", channel, TALK, parse_data=parse_data, message_id=str(number))


class StockTalk:
    def __init__(self, model: Path, responses: Responses, executor: ActionExecutor) -> None:
        self._store = InMemoryTrackerStore(None)
        self._processor = MessageProcessor(
            model, self._store, InMemoryLockStore(), responses, action_endpoint=InProcessEndpoint(executor)
        )
        self._store.domain = self._processor.domain

    def begin(self) -> None:
        self._store.store.clear()

    def say(self, move: Move, number: int) -> Seen:
        channel = CollectingOutputChannel()
        asyncio.run(self._processor.handle_message(_message(move, number, channel)))
        tracker = asyncio.run(self._store.retrieve(TALK))
        assert tracker is not None
        return Seen.after(channel, tracker)


class OurTalk:
    """Stores every turn and reads it again, as if each were taken by another process."""

    def __init__(self, model: Path, responses: Responses, executor: ActionExecutor, database: Database) -> None:
        self._processor = TurnProcessor(model, responses, executor)
        self._database = database

    def begin(self) -> None:
        with self._database.session() as db:
            db.execute(delete(Dialogue))

    def say(self, move: Move, number: int) -> Seen:
        channel = CollectingOutputChannel()
        with self._database.session() as db, self._processor.storing_in(db):
            asyncio.run(self._processor.handle_message(_message(move, number, channel)))
        with self._database.session() as db, self._processor.storing_in(db):
            tracker = asyncio.run(self._processor.get_tracker(TALK))
        return Seen.after(channel, tracker)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StockTalk, OurTalk]]:
    folder = tmp_path_factory.mktemp("gift_shop")
    responses, executor = Responses.load(GIFT_SHOP / "responses"), executor_of(shop_talk)
    stock_model = train(folder, report=lambda _: None, project=_with_rasas_rules(folder / "stock"))
    our_model = train(folder, report=lambda _: None, project=GIFT_SHOP)
    database = Database(f"sqlite:///{folder / 'talks.db'}")
    with database.engine.begin() as connection:
        connection.execute(CreateTable(Base.metadata.tables[Dialogue.__tablename__], include_foreign_key_constraints=[]))
    yield StockTalk(stock_model, responses, executor), OurTalk(our_model, responses, executor, database)
    database.dispose()


def _with_rasas_rules(folder: Path) -> Path:
    shutil.copytree(GIFT_SHOP, folder)
    config = folder / "config.yml"
    config.write_text(config.read_text().replace("bot.engine.policies.IntentRulePolicy", "RulePolicy"))
    return folder


@pytest.mark.parametrize(("seed", "length"), [*((seed, 40) for seed in range(6)), (6, 80)])
def test_a_bounded_state_answers_as_the_whole_talk_would(talks: tuple[StockTalk, OurTalk], seed: int, length: int) -> None:
    stock, ours = talks
    stock.begin()
    ours.begin()
    chance = random.Random(seed)

    for number in range(length):
        move = chance.choice(MOVES)
        assert ours.say(move, number) == stock.say(move, number), f"message {number}: {move}"
