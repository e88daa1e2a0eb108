"""The assistant: takes a customer's message, and answers it in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from actions.turn import Turn, running
from bot.engine import inert_imports
from bot.shop.terms import Terms
from bot.support.conversation import Conversation
from bot.support.reply import Reply

if TYPE_CHECKING:
    from bot.engine.processor import TurnProcessor

RESPONSES = Path(__file__).parents[2] / "data" / "responses"

Products = Mapping[str, Mapping[str, Collection[str]]]
Questions = Mapping[str, Mapping[str, Sequence[str]]]
Reload = Callable[[Path], "TurnProcessor"]
# What a button stands for, as it is stored with it: {"intent": name, "entities": {name: value}}.
ButtonPayload = dict[str, Any]


@dataclass(frozen=True)
class TurnInput:
    conversation_id: str
    message_id: str
    # As the customer wrote it, or the title of the button.
    text: str
    button: ButtonPayload | None
    # As BCP 47 writes it: "en".
    language: str
    now: datetime


@dataclass(frozen=True)
class Answer:
    replies: Sequence[Reply]
    # Rasa's parse, cut to JSON: {intent: {name, confidence}, entities: [{entity, value}], intent_ranking: [...],
    # language: {name, confidence}, taken}.
    understood: dict[str, Any]


class ModelUnusable(Exception):  # noqa: N818 - reads as the sentence that it carries
    """The model cannot be served; the message says why and what to do."""


class Assistant:
    """One trained model with our actions and sentences. Turns of different conversations may run in several threads."""

    def __init__(self, processor: TurnProcessor, terms: Terms, reload: Reload) -> None:
        self._processor = processor
        self._terms = terms
        self._reload = reload
        self._products: Products = {}
        self._questions: Questions = {}
        # Held while something is learnt, so that a model that comes meanwhile misses nothing.
        self._learning = Lock()

    @classmethod
    def load(
        cls, model: Path | str, terms: Terms, responses: Path | str = RESPONSES, actions: ModuleType | None = None
    ) -> Assistant:
        """Load a model file, or the newest of a folder; raises ModelUnusable with what to do about it.

        Keeps TensorFlow out of this process. Takes seconds.
        """
        inert_imports.install()
        # Imported here: what imports Rasa before `install` loads TensorFlow.
        from bot.engine.processor import TurnProcessor  # noqa: PLC0415

        def load(path: Path) -> TurnProcessor:
            return TurnProcessor.load(path, Path(responses), actions)

        return cls(load(Path(model)), terms, load)

    def replace_model(self, model: Path) -> None:
        """Answer with this model from the next turn on; turns that run end with the one that they began with.

        It has learnt by then what the store holds. Takes seconds, and is called in a thread; raises ModelUnusable, and then
        nothing has changed.
        """
        processor = self._reload(model)
        with self._learning:
            processor.learn_catalogue(self._products)
            processor.learn_questions(self._questions)
            self._processor = processor

    @property
    def model(self) -> str:
        """The name of the model's file."""
        return str(self._processor.model_filename)

    async def answer(self, db: Session, turn: TurnInput) -> Answer:
        """Answer one message; dialogue state and whatever the actions write is in the session, uncommitted.

        An exception of an action is raised as it is: the caller rolls back and sees to it that the customer is helped.
        """
        from bot.engine.message import RepliesOfTurn, customer_message, understanding  # noqa: PLC0415

        conversation = db.get_one(Conversation, turn.conversation_id)
        replies, processor = RepliesOfTurn(), self._processor
        message, language = await customer_message(turn, replies, processor, self._terms.day_of(turn.now))
        if language != conversation.language:
            # Set to what it was, it would make the session look through all that it holds for what to write.
            conversation.language = language
        running_turn = Turn(db, conversation, turn.message_id, turn.now, self._terms)
        with running(running_turn), processor.storing_in(db):
            await processor.handle_message(message)
        return Answer(replies.collected, understanding(message.parse_data, is_taken=running_turn.is_taken))

    def say(self, response: str, language: str, **values: object) -> Reply:
        """One of our sentences outside of a turn; raises ResponseError where it is missing or lacks a value."""
        from bot.engine.message import reply_from  # noqa: PLC0415

        return reply_from(self._processor.responses.say(response, language, turn="", values=values))

    def learn_catalogue(self, products: Products) -> None:
        """From now on know these products, by name, with the values that each of their options has."""
        with self._learning:
            self._products = products
            self._processor.learn_catalogue(products)

    def learn_questions(self, questions: Questions) -> None:
        """From now on understand these frequent questions, by id and language, and no others."""
        with self._learning:
            self._questions = questions
            self._processor.learn_questions(questions)
