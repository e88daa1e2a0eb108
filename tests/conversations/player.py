"""A customer at the keyboard: every message is one turn, committed, and read again from the store by the next."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.engine.assistant import Answer, Assistant, TurnInput
from bot.services.attachments import Enclosed, enclose
from bot.services.conversations import open_conversation
from bot.services.identity import ProofResult, sign_in_customer
from bot.shop.order import Order, OrderStatus
from bot.shop.record import Record
from bot.shop.rma import Return
from bot.store.database import Database
from bot.support.conversation import Conversation, Owner
from bot.support.file_kind import FileKind
from bot.support.message import Message, Sender
from bot.support.reply import ReplyButton
from bot.tables import new_id
from tests.factories import A_JPEG

# How a transcript calls an answer in the shop's own words.
SHOPS_WORDS = "faq"


@dataclass
class Player:
    assistant: Assistant
    database: Database
    conversation_id: str
    offered: list[ReplyButton] = field(default_factory=list)
    # How far the customer's clock has been put on.
    later: timedelta = timedelta()

    @classmethod
    def begin(cls, assistant: Assistant, database: Database, signed_in: str | None = None) -> "Player":
        with database.session() as db:
            conversation = open_conversation(db, "widget", "en", datetime.now(UTC)).conversation
            if signed_in is not None:
                assert sign_in_customer(db, conversation, signed_in, None) is ProofResult.PROVED
            return cls(assistant, database, conversation.id)

    async def write(self, text: str) -> Answer:
        return await self._turn(text, None)

    async def press(self, title: str) -> Answer:
        """Press the button that begins so."""
        button = next(button for button in self.offered if button.title.startswith(title))
        return await self._turn(button.title, button)

    async def send_picture(self, name: str) -> Answer:
        """Without a word."""
        text, now = FileKind.JPEG.alone, datetime.now(UTC)
        with self.database.session() as db:
            message = Message(conversation_id=self.conversation_id, channel="widget", sender=Sender.CUSTOMER, text=text, at=now)
            db.add(message)
            db.flush()
            enclose(db, message, [Enclosed(name, A_JPEG)], now)
        return await self._turn(text, None, message.id)

    async def _turn(self, text: str, button: ReplyButton | None, message_id: str | None = None) -> Answer:
        pressed = None if button is None else {"intent": button.intent, "entities": button.entities}
        with self.database.session() as db:
            language = db.get_one(Conversation, self.conversation_id).language
            turn = TurnInput(
                self.conversation_id, message_id or new_id(), text, pressed, language, datetime.now(UTC) + self.later
            )
            answer = await self.assistant.answer(db, turn)
        self.offered = [button for reply in answer.replies for button in reply.buttons]
        return answer

    @property
    def language(self) -> str:
        with self.database.session() as db:
            return db.get_one(Conversation, self.conversation_id).language

    @property
    def owner(self) -> Owner:
        with self.database.session() as db:
            return db.get_one(Conversation, self.conversation_id).owner

    def meanwhile(self, states: dict[str, str]) -> None:
        """Let the shop put orders into other states."""
        with self.database.session() as db:
            for number, state in states.items():
                db.get_one(Order, number).status = OrderStatus(state)

    def writes(self) -> dict[str, list[str]]:
        """Of all that was done besides returns, the orders, by what was done; the customer's id for what concerns no order."""
        with self.database.session() as db:
            done: dict[str, list[str]] = {}
            for made in db.scalars(select(Record).where(Record.action != "request_return").order_by(Record.id)):
                done.setdefault(made.action, []).append(made.order_number or made.actor.removeprefix("customer:"))
            return done

    def returns(self) -> dict[str, list[str]]:
        """The names of all returned articles, by order number."""
        with self.database.session() as db:
            returned: dict[str, list[str]] = {}
            for made in db.scalars(select(Return).order_by(Return.requested_at)):
                returned.setdefault(made.order_number, []).extend(sorted(line.order_line.name for line in made.lines))
            return returned


def said(answer: Answer) -> list[str]:
    return [reply.response or SHOPS_WORDS for reply in answer.replies]
