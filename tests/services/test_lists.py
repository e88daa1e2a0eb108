"""The agents' lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.services import desk, handoffs, inbox, lists, presence, transfers
from bot.services.inbox import Inbound
from bot.services.lists import ListName, Only, Sort, Viewpoint
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.support.agent import Agent, Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from bot.support.packet import Matters, Mood, Wish
from bot.support.service_level import ServiceLevel
from bot.tables import new_id
from tests.factories import NOW, a_conversation, a_session, an_agent, an_order, saved, usd

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEVEL = ServiceLevel.of(Terms(first_response=timedelta(hours=3), unanswered=timedelta(days=1)))


def at_desk(agent: Agent, now: datetime = NOW) -> Viewpoint:
    return Viewpoint(agent, LEVEL, now)


def says(db: Session, conversation: Conversation, sender: Sender, text: str) -> None:
    db.add(Message(conversation_id=conversation.id, channel="widget", sender=sender, text=text, at=NOW))
    db.flush()


def test_whoever_owns_a_conversation_it_stands_in_a_list(db: Session) -> None:
    me, colleague = saved(db, an_agent()), saved(db, an_agent())
    made = {saved(db, a_conversation(owner=owner)).id for owner in (Owner.BOT, Owner.CLOSED)}
    made |= {saved(db, a_conversation(owner=Owner.AGENT, agent_id=agent.id)).id for agent in (me, colleague)}
    queued = saved(db, a_conversation())
    handoffs.hand_off(db, queued.id, HandoffReason.NOT_COVERED, NOW)

    listed = {row.conversation.id for name in ListName for row in lists.rows(db, name, at_desk(me))}

    assert listed == made | {queued.id}


def test_a_row_shows_what_a_person_wrote_last(db: Session) -> None:
    agent, conversation = saved(db, an_agent()), saved(db, a_conversation())
    says(db, conversation, Sender.CUSTOMER, "first")
    says(db, conversation, Sender.CUSTOMER, "second")
    says(db, conversation, Sender.ASSISTANT, "I am passing you on")
    desk.note(db, conversation.id, agent, "not for the customer", NOW)
    desk.announce(db, conversation.id, "Anna has joined", NOW)

    (row,) = lists.rows(db, ListName.ASSISTANT, at_desk(agent))

    assert row.last is not None
    assert row.last.text == "second"


def test_counts_agree_with_the_lists(db: Session) -> None:
    me = saved(db, an_agent())
    for agent in (me, saved(db, an_agent()), None):
        saved(db, a_conversation(owner=Owner.AGENT if agent else Owner.BOT, agent_id=agent.id if agent else None))
    handoffs.hand_off(db, saved(db, a_conversation()).id, HandoffReason.NOT_COVERED, NOW)

    counts = lists.counts(db, at_desk(me))

    assert counts == {name: len(lists.rows(db, name, at_desk(me))) for name in counts}
    assert set(counts.values()) == {1, 2}


def test_those_in_charge_see_who_waits_too_long_with_whomever(db: Session) -> None:
    sue, anna = saved(db, an_agent(role=Role.SUPERVISOR)), saved(db, an_agent())
    waiting, held, fresh = a_waiting_conversation(db, 25 * HOUR), a_waiting_conversation(db), a_waiting_conversation(db)
    handoffs.take(db, held.id, anna, NOW - 26 * HOUR)
    desk.reply(db, held.id, anna, "One moment", NOW - 25 * HOUR)
    writes(db, held, "hello?", NOW - 24 * HOUR)

    assert [row.conversation for row in lists.rows(db, ListName.UNANSWERED, at_desk(sue))] == [waiting, held]
    assert lists.counts(db, at_desk(sue))[ListName.UNANSWERED] == 2
    assert ListName.UNANSWERED not in lists.counts(db, at_desk(anna))
    assert not lists.rows(db, ListName.AGENTS, at_desk(sue, NOW - HOUR))[0].is_unanswered
    assert fresh not in [row.conversation for row in lists.rows(db, ListName.UNANSWERED, at_desk(sue))]


def test_who_waits_too_long_goes_up(db: Session) -> None:
    anna = saved(db, an_agent())
    waiting, angry = a_waiting_conversation(db, 23 * HOUR), a_waiting_conversation(db)
    writes(db, angry, "I will call my lawyer")
    owed, settled = a_waiting_conversation(db), a_waiting_conversation(db)
    for conversation in (owed, settled):
        handoffs.take(db, conversation.id, anna, NOW)
    desk.reply(db, settled.id, anna, "Done", NOW + MINUTE)

    before, after = at_desk(anna), at_desk(anna, NOW + 25 * HOUR)

    assert [row.conversation for row in lists.rows(db, ListName.QUEUE, before)] == [angry, waiting]
    assert [row.conversation for row in lists.rows(db, ListName.QUEUE, after)] == [waiting, angry]
    for name in (ListName.MINE, ListName.AGENTS):
        assert [row.conversation for row in lists.rows(db, name, before)] == [settled, owed]
        assert [row.conversation for row in lists.rows(db, name, after)] == [owed, settled]


def test_lists_are_sorted_by_the_time_left(db: Session) -> None:
    anna = saved(db, an_agent())
    late, angry, early = a_waiting_conversation(db, 4 * HOUR), a_waiting_conversation(db), a_waiting_conversation(db, HOUR)
    writes(db, angry, "I will call my lawyer")

    rows = lists.rows(db, ListName.QUEUE, at_desk(anna), sort=Sort.CLOCK)

    assert [row.conversation for row in rows] == [late, early, angry]
    assert [row.clock.left for row in rows if row.clock] == [-HOUR, 2 * HOUR, 3 * HOUR]


@pytest.mark.parametrize("name", [ListName.QUEUE, ListName.MINE, ListName.AGENTS, ListName.ALL])
def test_what_is_too_long_for_a_page_goes_on_on_the_next(db: Session, name: ListName, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    anna = saved(db, an_agent())
    waiting = [a_waiting_conversation(db, minutes * MINUTE) for minutes in range(3)]
    if name is not ListName.QUEUE:
        for conversation in waiting:
            handoffs.take(db, conversation.id, anna, NOW)

    pages = [lists.rows(db, name, at_desk(anna), page) for page in (0, 1, 2)]

    assert [len(page) for page in pages] == [2, 1, 0]
    assert {row.conversation.id for page in pages for row in page} == {conversation.id for conversation in waiting}


@pytest.mark.parametrize("name", [ListName.QUEUE, ListName.ASSISTANT, ListName.ALL])
def test_a_list_is_narrowed_to_a_language_and_a_channel(db: Session, name: ListName) -> None:
    anna = saved(db, an_agent())
    for language, channel in (("et", "widget"), ("et", "telegram"), ("ru", "telegram")):
        conversation = saved(db, a_conversation(language=language, channel=channel))
        if name is not ListName.ASSISTANT:
            handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW)

    def shown(only: Only) -> set[tuple[str, str]]:
        found = [row.conversation for row in lists.rows(db, name, at_desk(anna), only=only)]
        return {(one.language, one.channel) for one in found}

    assert shown(Only(language="et")) == {("et", "widget"), ("et", "telegram")}
    assert shown(Only("et", "telegram")) == {("et", "telegram")}
    assert shown(Only(channel="slack")) == set()


def writes(db: Session, conversation: Conversation, text: str, at: datetime = NOW) -> None:
    inbox.receive(db, Inbound(conversation.id, "widget", new_id(), text), at)


def queue_of(db: Session, agent: Agent) -> list[Conversation]:
    return [row.conversation for row in lists.rows(db, ListName.QUEUE, at_desk(agent))]


def a_waiting_conversation(
    db: Session, ago: timedelta = timedelta(), wish: str = "start_return", **changes: object
) -> Conversation:
    conversation = saved(db, a_conversation(**changes))
    handoffs.hand_off(db, conversation.id, HandoffReason.NOT_COVERED, NOW - ago, Matters([Wish(wish)]))
    return conversation


def test_an_alarm_raises_who_waits_already(db: Session) -> None:
    first, second = a_waiting_conversation(db, timedelta(hours=1)), a_waiting_conversation(db)

    writes(db, second, "The lamp caught fire and I am burned")

    row = lists.rows(db, ListName.QUEUE, at_desk(saved(db, an_agent())))[0]
    assert row.conversation is second
    assert row.handoff is not None
    assert row.handoff.packet is not None
    assert (row.handoff.reason, row.handoff.packet.mood) == (HandoffReason.SAFETY, Mood.UPSET)
    writes(db, second, "I will call my lawyer")
    assert row.handoff.reason is HandoffReason.SAFETY
    assert queue_of(db, saved(db, an_agent())) == [second, first]


def test_what_an_agent_is_skilled_in_comes_first_among_what_is_as_pressing(db: Session) -> None:
    agent = saved(db, an_agent())
    presence.set_skills(agent, ["et"], ["payment"])
    longest = a_waiting_conversation(db, timedelta(hours=2), language="et")
    skilled = a_waiting_conversation(db, timedelta(hours=1), "track_refund", language="et")
    pressing = a_waiting_conversation(db, language="ru")
    writes(db, pressing, "I will call my lawyer")

    assert queue_of(db, agent) == [pressing, skilled, longest]
    assert queue_of(db, saved(db, an_agent())) == [pressing, longest, skilled]


def test_what_an_agent_has_stands_in_the_order_of_its_priority(db: Session) -> None:
    agent = saved(db, an_agent())
    calm, alarmed = a_waiting_conversation(db), a_waiting_conversation(db)
    for conversation in (alarmed, calm):
        handoffs.take(db, conversation.id, agent, NOW)
    calm.last_message_at = NOW + timedelta(hours=1)

    writes(db, alarmed, "I want to kill myself")

    assert [row.conversation for row in lists.rows(db, ListName.MINE, at_desk(agent))] == [alarmed, calm]


def test_a_row_shows_what_the_proved_customer_has_bought(db: Session) -> None:
    order = saved(db, an_order())
    a_waiting_conversation(db, timedelta(hours=1), customer_id=order.customer_id)
    a_waiting_conversation(db)

    assert [row.value for row in lists.rows(db, ListName.QUEUE, at_desk(saved(db, an_agent())))] == [usd("42.50"), None]


@dataclass(frozen=True)
class Scene:
    """What a move of the property test has at hand."""

    db: Session
    talk: str
    me: Agent
    other: Agent
    now: datetime


def hand_off(scene: Scene, is_desk_open: bool = True) -> None:
    handoffs.hand_off(scene.db, scene.talk, HandoffReason.NOT_COVERED, scene.now, is_desk_open=is_desk_open)


MOVES: dict[str, Callable[[Scene], object]] = {
    "hand off": hand_off,
    "leave a ticket": lambda at: hand_off(at, is_desk_open=False),
    "take": lambda at: handoffs.take(at.db, at.talk, at.me, at.now),
    "give": lambda at: transfers.assign(at.db, at.talk, at.me, at.other.id, at.now),
    "put back": lambda at: presence.put_back(at.db, at.talk, at.me, at.now),
    "hand back": lambda at: handoffs.hand_back(at.db, at.talk, at.me, at.now),
    "close": lambda at: handoffs.close(at.db, at.talk, at.me, at.now),
    "write": lambda at: inbox.receive(at.db, Inbound(at.talk, "widget", new_id(), "hello"), at.now),
    "go away": lambda at: presence.go_away(at.me, at.now),
    "come back": lambda at: presence.come_back(at.me),
    "look after": lambda at: presence.return_left_behind(at.db, at.now),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.booleans(), st.integers(0, 10)), max_size=12))
def test_whatever_happens_a_conversation_is_in_the_list_of_its_owner_and_among_all(
    database: Database, moves: list[tuple[str, bool, int]]
) -> None:
    with database.session() as db:
        me, other = saved(db, an_agent()), saved(db, an_agent())
        db.add_all([a_session(me), a_session(other)])
        talk, now = saved(db, a_conversation()), NOW
        for move, is_other, minutes in moves:
            now += timedelta(minutes=minutes)
            MOVES[move](Scene(db, talk.id, *((other, me) if is_other else (me, other)), now))
            db.flush()
            db.refresh(talk)

        shown = {name for name in ListName if talk in [row.conversation for row in lists.rows(db, name, at_desk(me, now))]}
        assert shown - {ListName.UNANSWERED} == {ListName.ALL} | lists_of(db, talk, me)
        assert ListName.UNANSWERED not in shown or shown & {ListName.QUEUE, ListName.AGENTS}
        assert (talk.agent_id is None) is (talk.owner is not Owner.AGENT)
        db.rollback()


def lists_of(db: Session, talk: Conversation, me: Agent) -> set[ListName]:
    handoff = handoffs.open_handoff(db, talk.id)
    if talk.owner is Owner.AGENT:
        return {ListName.AGENTS, ListName.MINE} if talk.agent_id == me.id else {ListName.AGENTS}
    if talk.owner is Owner.BOT and handoff is not None and handoff.is_waiting_ticket:
        return {ListName.ASSISTANT, ListName.QUEUE}
    return {Owner.QUEUED: {ListName.QUEUE}, Owner.BOT: {ListName.ASSISTANT}, Owner.CLOSED: {ListName.CLOSED}}[talk.owner]
