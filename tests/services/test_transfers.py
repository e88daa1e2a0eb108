"""From one agent to another."""

import pytest
from sqlalchemy.orm import Session

from bot.services import handoffs, presence, transfers
from bot.services.transfers import AssignResult
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.packet import Matters, Wish
from tests.factories import NOW, a_conversation, a_session, an_agent, saved


def at_the_desk(db: Session, name: str) -> Agent:
    agent = saved(db, an_agent(name=name))
    db.add(a_session(agent))
    db.flush()
    return agent


@pytest.fixture
def waiting(db: Session) -> Conversation:
    conversation = saved(db, a_conversation(language="et"))
    db.refresh(conversation)
    handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW, Matters([Wish("start_return")]))
    return conversation


def test_an_agent_gives_their_own_conversation_away(db: Session, waiting: Conversation) -> None:
    anna, bert = at_the_desk(db, "Anna"), at_the_desk(db, "Bert")
    handoffs.take(db, waiting.id, anna, NOW)

    assert transfers.assign(db, waiting.id, anna, bert.id, NOW) is AssignResult.DONE
    assert (waiting.owner, waiting.agent_id) == (Owner.AGENT, bert.id)
    handoff = handoffs.open_handoff(db, waiting.id)
    assert handoff is not None
    assert handoff.agent_id == bert.id


def test_a_waiting_conversation_is_assigned(db: Session, waiting: Conversation) -> None:
    anna, bert = at_the_desk(db, "Anna"), at_the_desk(db, "Bert")

    assert transfers.assign(db, waiting.id, anna, bert.id, NOW) is AssignResult.DONE
    assert transfers.assign(db, waiting.id, anna, bert.id, NOW) is AssignResult.ALREADY_THEIRS
    assert waiting.agent_id == bert.id


def test_nobody_gives_away_what_another_has(db: Session, waiting: Conversation) -> None:
    anna, bert, cleo = (at_the_desk(db, name) for name in ("Anna", "Bert", "Cleo"))
    handoffs.take(db, waiting.id, anna, NOW)

    assert transfers.assign(db, waiting.id, bert, cleo.id, NOW) is AssignResult.NOT_YOURS
    assert waiting.agent_id == anna.id


def test_nothing_is_given_to_who_is_away(db: Session, waiting: Conversation) -> None:
    anna, bert = at_the_desk(db, "Anna"), at_the_desk(db, "Bert")
    presence.go_away(bert, NOW)
    db.flush()

    assert transfers.assign(db, waiting.id, anna, bert.id, NOW) is AssignResult.NOT_AT_DESK
    assert waiting.owner is Owner.QUEUED


def test_colleagues_whom_it_suits_come_first(db: Session, waiting: Conversation) -> None:
    anna, bert, cleo, dora = (at_the_desk(db, name) for name in ("Anna", "Bert", "Cleo", "Dora"))
    presence.set_skills(dora, ["et"], ["returns"])
    presence.set_skills(bert, ["et"], ["payment"])
    db.flush()

    assert transfers.colleagues(db, anna, waiting, NOW) == [dora, bert, cleo]
