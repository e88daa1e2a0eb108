"""What calls an agent."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services import desk, handoffs, presence, transfers
from bot.services.alerts import Call, alerts
from bot.services.inbox import Inbound, receive
from bot.services.lists import Viewpoint
from bot.shop.terms import Terms
from bot.support.agent import Agent, Role
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.service_level import ServiceLevel
from bot.tables import new_id
from tests.factories import NOW, a_conversation, a_session, an_agent, saved

MINUTE = timedelta(minutes=1)
LEVEL = ServiceLevel.of(Terms(unanswered=5 * MINUTE))


@pytest.fixture
def anna(db: Session) -> Agent:
    return an_agent_at_the_desk(db)


@pytest.fixture
def waiting(db: Session) -> Conversation:
    conversation = saved(db, a_conversation())
    handoffs.hand_off(db, conversation.id, HandoffReason.ANGER, NOW)
    return conversation


def an_agent_at_the_desk(db: Session, role: Role = Role.AGENT) -> Agent:
    agent = saved(db, an_agent(role=role))
    db.add(a_session(agent))
    return agent


def calls(db: Session, agent: Agent, after: timedelta = timedelta()) -> list[Call]:
    return [alert.call for alert in alerts(db, Viewpoint(agent, LEVEL, NOW + after))]


def keys(db: Session, agent: Agent) -> set[str]:
    return {alert.key for alert in alerts(db, Viewpoint(agent, LEVEL, NOW))}


def writes(db: Session, conversation: Conversation, at: timedelta) -> None:
    receive(db, Inbound(conversation.id, "widget", new_id(), "hello?"), NOW + at)


def test_who_waits_calls_everybody_who_is_not_away(db: Session, anna: Agent, waiting: Conversation) -> None:
    assert calls(db, anna) == [Call.WAITING]

    presence.go_away(anna, NOW)

    assert calls(db, anna) == []


def test_what_a_customer_writes_calls_their_agent_until_it_is_answered(db: Session, anna: Agent, waiting: Conversation) -> None:
    writes(db, waiting, timedelta())
    handoffs.take(db, waiting.id, anna, NOW + MINUTE)
    assert calls(db, anna) == []

    writes(db, waiting, 2 * MINUTE)
    first = keys(db, anna)
    writes(db, waiting, 3 * MINUTE)

    assert calls(db, anna) == [Call.WRITTEN]
    assert calls(db, an_agent_at_the_desk(db)) == []
    assert keys(db, anna).isdisjoint(first)
    desk.reply(db, waiting.id, anna, "Hello", NOW + 4 * MINUTE)
    assert calls(db, anna) == []


@pytest.mark.parametrize("is_taken", [True, False])
def test_what_a_colleague_gives_calls_who_gets_it(db: Session, anna: Agent, waiting: Conversation, is_taken: bool) -> None:
    bert = an_agent_at_the_desk(db)
    if is_taken:
        handoffs.take(db, waiting.id, anna, NOW)

    transfers.assign(db, waiting.id, anna, bert.id, NOW)

    assert calls(db, bert) == [Call.GIVEN]
    assert calls(db, anna) == []


def test_who_waits_too_long_calls_those_in_charge(db: Session, anna: Agent, waiting: Conversation) -> None:
    sue = an_agent_at_the_desk(db, Role.SUPERVISOR)
    handoffs.take(db, waiting.id, anna, NOW)

    assert calls(db, sue) == []
    assert calls(db, sue, 5 * MINUTE) == [Call.UNANSWERED]
    assert calls(db, anna, 5 * MINUTE) == []


def test_the_same_calls_by_the_same_key(db: Session, anna: Agent, waiting: Conversation) -> None:
    first = keys(db, anna)
    assert keys(db, anna) == first

    handoffs.take(db, waiting.id, anna, NOW)
    presence.put_back(db, waiting.id, anna, NOW + MINUTE)

    assert keys(db, anna).isdisjoint(first)
