"""Who is at the desk, and what becomes of what they leave."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services import handoffs, presence
from bot.services.lists import ListName, Viewpoint, rows
from bot.services.waiting import agents_present
from bot.shop.terms import Terms
from bot.support.agent import PRESENT, Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason, Priority
from bot.support.service_level import ServiceLevel
from bot.support.topic import Topic
from tests.factories import NOW, a_conversation, a_session, an_agent, saved

LATER = NOW + PRESENT + timedelta(seconds=1)


def an_agent_at_the_desk(db: Session) -> Agent:
    agent = saved(db, an_agent())
    db.add(a_session(agent))
    db.flush()
    return agent


def taken_by(db: Session, agent: Agent) -> Conversation:
    conversation = saved(db, a_conversation())
    handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW)
    handoffs.take(db, conversation.id, agent, NOW)
    return conversation


def test_who_has_a_page_open_is_at_the_desk_until_they_go_away(db: Session) -> None:
    here, away = an_agent_at_the_desk(db), an_agent_at_the_desk(db)
    presence.go_away(away, NOW)
    db.flush()

    assert presence.agents_at_desk(db, NOW) == [here]
    assert agents_present(db, NOW) == 1
    assert presence.agents_at_desk(db, LATER) == []


def test_who_comes_back_is_at_the_desk_again(db: Session) -> None:
    agent = an_agent_at_the_desk(db)
    presence.go_away(agent, NOW)
    presence.come_back(agent)
    db.flush()

    assert presence.agents_at_desk(db, NOW) == [agent]


def test_the_conversation_of_who_is_gone_waits_again_ahead_of_new_ones(db: Session) -> None:
    left = taken_by(db, an_agent_at_the_desk(db))
    new = saved(db, a_conversation())
    handoffs.hand_off(db, new.id, HandoffReason.NOT_COVERED, NOW)

    (returned,) = presence.return_left_behind(db, LATER)

    assert (returned.conversation, left.owner, left.agent_id) == (left, Owner.QUEUED, None)
    seen = Viewpoint(an_agent(), ServiceLevel.of(Terms(unanswered=PRESENT * 2)), LATER)
    queue = [row.handoff for row in rows(db, ListName.QUEUE, seen) if row.handoff]
    assert [one.conversation for one in queue] == [left, new]
    assert (queue[0].waiting_since, queue[0].priority) == (LATER, Priority.HIGH)


def test_a_short_absence_costs_nothing(db: Session) -> None:
    conversation = taken_by(db, an_agent_at_the_desk(db))

    assert presence.return_left_behind(db, NOW + PRESENT) == []
    assert conversation.owner is Owner.AGENT


def test_who_is_away_by_their_own_word_loses_conversations_though_the_page_is_open(db: Session) -> None:
    agent = an_agent_at_the_desk(db)
    conversation = taken_by(db, agent)
    presence.go_away(agent, NOW)
    db.add(a_session(agent, seen_at=LATER))
    db.flush()

    assert [one.conversation for one in presence.return_left_behind(db, LATER)] == [conversation]


def test_who_signed_out_is_gone_as_well(db: Session) -> None:
    agent = saved(db, an_agent())
    conversation = taken_by(db, agent)

    assert presence.return_left_behind(db, NOW) == []
    assert [one.conversation for one in presence.return_left_behind(db, LATER)] == [conversation]


def test_only_the_agents_own_conversation_is_put_back(db: Session) -> None:
    agent, other = an_agent_at_the_desk(db), an_agent_at_the_desk(db)
    conversation = taken_by(db, agent)

    assert not presence.put_back(db, conversation.id, other, NOW)
    assert presence.put_back(db, conversation.id, agent, NOW)
    assert conversation.owner is Owner.QUEUED


@pytest.mark.parametrize(
    ("languages", "topics", "is_skilled"),
    [
        ([], [], True),
        (["et"], [], True),
        (["ru"], [], False),
        ([], ["returns"], False),
        (["ru", "et"], ["delivery"], True),
    ],
)
def test_skills_are_languages_and_topics(db: Session, languages: list[str], topics: list[str], is_skilled: bool) -> None:
    agent = an_agent_at_the_desk(db)
    presence.set_skills(agent, [*languages, "xx"], [*topics, "nonsense"])

    assert (agent.languages, agent.topics) == (languages, topics)
    assert agent.is_skilled_in("et", Topic.DELIVERY) is is_skilled
