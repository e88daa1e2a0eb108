"""Who is at the desk, and with whom they talk."""

import pytest
from sqlalchemy.orm import Session

from bot.support.agent import Agent
from bot.support.conversation import Conversation
from tests.factories import a_conversation, a_customer, an_agent, an_order, saved


@pytest.fixture
def anna(db: Session) -> Agent:
    return saved(db, an_agent(name="Anna"))


@pytest.fixture
def talk(db: Session) -> Conversation:
    """With Mary, who has proved who she is and has the order W1."""
    mary = a_customer(id="mary")
    talk = a_conversation(customer=mary)
    db.add_all([talk, an_order(number="W1", customer=mary)])
    db.flush()
    return talk
