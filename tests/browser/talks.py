"""What the store holds of a visitor's talk, and the agents who join it."""

from sqlalchemy import select

from bot.services import desk, handoffs
from bot.spine.clock import utc_now
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.browser.conftest import Shop
from tests.factories import an_agent, saved


def stored(shop: Shop, text: str) -> list[Message]:
    """The customers' messages of this text, of all conversations."""
    with shop.database.session() as db:
        return list(db.scalars(select(Message).where(Message.text == text, Message.sender == Sender.CUSTOMER)))


def joined_by(shop: Shop, name: str, text: str) -> Agent:
    """An agent takes the conversation in which the text was said."""
    [message] = stored(shop, text)
    with shop.database.session() as db:
        agent = saved(db, an_agent(name=name))
        handoffs.take(db, message.conversation_id, agent, utc_now())
    return agent


def answer(shop: Shop, agent: Agent, text: str) -> None:
    with shop.database.session() as db:
        [conversation] = db.scalars(select(Conversation).where(Conversation.agent_id == agent.id))
        assert desk.reply(db, conversation.id, agent, text, utc_now()) is not None
