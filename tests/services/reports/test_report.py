"""Figures that agree with one another."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.services import desk, handoffs, promises, ratings
from bot.services.reports.factors import verdict
from bot.services.reports.period import Period
from bot.services.reports.report import Report, durations, make_report
from bot.services.reports.satisfaction import Satisfaction, Server
from bot.shop.customer import Customer
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.support.conversation import Conversation, Owner
from bot.support.factor import Factor
from bot.support.handoff import HandoffReason
from bot.support.kept import Kept
from bot.support.message import Message, Sender
from bot.support.outcome import Outcome
from bot.support.promise import PromiseKind
from bot.support.rating import Tone
from bot.support.service_level import ServiceLevel, Target
from bot.tables import new_id
from tests.factories import NOW, a_conversation, a_customer, an_agent, saved

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WEEK = Period(NOW - 7 * DAY, NOW)
UTC = ZoneInfo("UTC")
BEFORE = NOW - DAY
LEVEL = ServiceLevel.of(Terms(first_response=5 * MINUTE, resolution=HOUR))


def report(db: Session, zone: ZoneInfo = UTC) -> Report:
    db.flush()
    return make_report(db, WEEK, zone, LEVEL, NOW)


def a_talk(db: Session, customer: Customer | None = None, at: timedelta = timedelta(), **changes: object) -> Conversation:
    """Yesterday a customer asked, and the assistant answered two seconds later."""
    began = BEFORE + at
    conversation = saved(
        db, a_conversation(**{"customer": customer, "opened_at": began, "last_message_at": began + MINUTE, **changes})
    )
    says(db, conversation, Sender.CUSTOMER, at)
    says(db, conversation, Sender.ASSISTANT, at + timedelta(seconds=2))
    return conversation


def says(
    db: Session,
    conversation: Conversation,
    sender: Sender,
    at: timedelta = timedelta(),
    intent: str = "track_order",
    expects: str | None = None,
) -> None:
    understood = {"intent": {"name": intent, "confidence": 0.9}} if sender is Sender.CUSTOMER else None
    message = Message(
        conversation_id=conversation.id,
        channel="widget",
        sender=sender,
        text="x",
        at=BEFORE + at,
        understood=understood,
        expects=expects,
    )
    db.add(message)
    db.flush()


def test_each_way_to_end_is_counted_once(db: Session) -> None:
    a_talk(db)
    says(db, a_talk(db), Sender.CUSTOMER, MINUTE, intent="thank")
    says(db, a_talk(db), Sender.ASSISTANT, MINUTE, expects="order_number")
    handoffs.hand_off(db, a_talk(db).id, HandoffReason.ANGER, BEFORE)
    a_talk(db, last_message_at=NOW - MINUTE)

    made = report(db)

    assert made.outcomes == Counter(Outcome)
    assert made.conversations == 5


def test_what_was_opened_outside_of_the_period_does_not_count(db: Session) -> None:
    a_talk(db, opened_at=WEEK.start - MINUTE)
    a_talk(db, opened_at=WEEK.end)
    a_talk(db, opened_at=WEEK.start)

    assert report(db).conversations == 1


KINDS = st.lists(
    st.tuples(
        st.timedeltas(timedelta(), timedelta(days=9)),
        st.sampled_from(Owner),
        st.booleans(),
        st.sampled_from(["track_order", "thank", None]),
        st.sampled_from([None, "email"]),
        st.sampled_from([None, 0, 6, 10]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def shared(migrated_sqlite_file: Path) -> Database:
    return Database(f"sqlite:///{migrated_sqlite_file}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(KINDS, st.sampled_from(["UTC", "Asia/Almaty", "America/New_York"]))
def test_outcomes_add_up_to_all_conversations_of_the_period_whatever_happened(
    shared: Database, kinds: list[tuple[timedelta, Owner, bool, str | None, str | None, int | None]], zone: str
) -> None:
    session = Session(shared.engine)
    for ago, owner, is_handed_over, intent, expects, score in kinds:
        opened = NOW - ago
        conversation = a_conversation(opened_at=opened, last_message_at=opened, owner=owner)
        session.add(conversation)
        session.flush()
        if intent:
            says(session, conversation, Sender.CUSTOMER, intent=intent)
            says(session, conversation, Sender.ASSISTANT, expects=expects)
        if is_handed_over:
            handoffs.hand_off(session, conversation.id, HandoffReason.NOT_COVERED, opened)
        if score is not None:
            ratings.rate(session, conversation, "track_order", score, Tone.NEUTRAL, key=new_id(), now=opened)

    made = report(session, ZoneInfo(zone))
    session.rollback()
    session.close()

    in_period = [kind for kind in kinds if WEEK.start <= NOW - kind[0] < WEEK.end]
    assert sum(made.outcomes.values()) == len(in_period)
    assert made.outcomes[Outcome.HANDED_OVER] == sum(kind[2] for kind in in_period) == made.reasons.total()


def test_waiting_times_are_those_of_who_served(db: Session) -> None:
    anna = saved(db, an_agent())
    conversation = a_talk(db)
    handoffs.hand_off(db, conversation.id, HandoffReason.ANGER, BEFORE + MINUTE)
    handoffs.take(db, conversation.id, anna, BEFORE + 2 * MINUTE)
    desk.reply(db, conversation.id, anna, "x", BEFORE + 4 * MINUTE)
    handoffs.close(db, conversation.id, anna, BEFORE + 11 * MINUTE)
    silent = a_talk(db)

    made = report(db)

    assert made.first_response[Server.ASSISTANT].median == timedelta(seconds=2)
    assert made.first_response[Server.HUMAN].median == 3 * MINUTE
    assert made.resolution[Server.HUMAN].median == 10 * MINUTE
    assert made.resolution[Server.ASSISTANT].median == silent.last_message_at - silent.opened_at


def test_a_private_note_is_no_first_response(db: Session) -> None:
    anna, conversation = saved(db, an_agent()), a_talk(db)
    handoffs.hand_off(db, conversation.id, HandoffReason.ANGER, BEFORE)
    desk.note(db, conversation.id, anna, "hm", BEFORE + MINUTE)

    assert report(db).first_response[Server.HUMAN].number == 0


def test_targets_are_kept_missed_or_still_to_reach(db: Session) -> None:
    anna = saved(db, an_agent())
    for answered, closed in ((MINUTE, 2 * MINUTE), (6 * MINUTE, 2 * HOUR), (None, None)):
        conversation = a_talk(db)
        handoffs.hand_off(db, conversation.id, HandoffReason.ANGER, BEFORE if answered else NOW - MINUTE)
        if answered and closed:
            handoffs.take(db, conversation.id, anna, BEFORE)
            desk.reply(db, conversation.id, anna, "x", BEFORE + answered)
            handoffs.close(db, conversation.id, anna, BEFORE + closed)

    assert report(db).targets == {target: Kept(kept=1, broken=1, open=1) for target in Target}


def test_satisfaction_is_of_who_served_and_of_what_was_settled(db: Session) -> None:
    anna, helped = saved(db, an_agent()), a_talk(db)
    ratings.rate(db, helped, "start_return", 9, Tone.WARM, key="a", now=BEFORE)
    handoffs.take(db, helped.id, anna, BEFORE + MINUTE)
    ratings.rate(db, helped, "track_order", 4, Tone.SOUR, key="b", now=BEFORE + 2 * MINUTE)
    ratings.rate(db, a_talk(db), "start_return", None, Tone.CURT, key="c", now=BEFORE)

    made = report(db)

    assert made.satisfaction == {Server.ASSISTANT: Satisfaction(2, 9.0, 1), Server.HUMAN: Satisfaction(1, 4.0, 1)}
    assert made.by_request == {"start_return": Satisfaction(2, 9.0, 1), "track_order": Satisfaction(1, 4.0, 1)}


def test_every_rating_is_about_one_of_the_five_factors_or_about_none(db: Session) -> None:
    talk = a_talk(db)
    for score, comment in ((2, "three days late"), (10, "so friendly"), (8, None), (4, "still late")):
        rating = ratings.rate(db, talk, "track_order", score, Tone.NEUTRAL, key=new_id(), now=BEFORE)
        rating.comment = comment

    made = report(db)

    assert made.by_factor[Factor.RELIABILITY] == Satisfaction(2, 3.0, 2)
    assert made.by_factor[Factor.EMPATHY] == Satisfaction(1, 10.0, 0)
    assert made.by_factor[None] == Satisfaction(1, 8.0, 0)
    assert sum(one.ratings for one in made.by_factor.values()) == sum(one.ratings for one in made.by_request.values()) == 4
    # 6 parts of 3 and 1 of 10.
    assert verdict(made.by_factor) == pytest.approx(4.0)
    assert verdict({}) is None


def test_promises_are_kept_broken_or_not_due(db: Session) -> None:
    customer = saved(db, a_customer())
    for due, kept in ((DAY, HOUR), (HOUR, 2 * HOUR), (HOUR, None), (30 * DAY, None)):
        promise = promises.make_promise(db, PromiseKind.REFUND, customer.id, BEFORE + due, BEFORE)
        promise.kept_at = BEFORE + kept if kept else None

    assert report(db).promises[PromiseKind.REFUND] == Kept(kept=1, broken=2, open=1)


def test_who_came_back_within_a_week_is_counted(db: Session) -> None:
    regular, once = a_customer(), a_customer()
    a_talk(db, regular, at=-4 * DAY)
    a_talk(db, regular)
    a_talk(db, once)
    a_talk(db)

    assert report(db).repeated == (1, 3)


def test_the_load_is_counted_by_the_shops_clock(db: Session) -> None:
    a_talk(db)  # Thursday, 10:30 in UTC

    assert report(db, ZoneInfo("Asia/Kathmandu")).load == Counter({(3, 15): 1})
    assert report(db).load == Counter({(3, 10): 1})


def test_an_empty_shop_has_a_report(db: Session) -> None:
    made = report(db)

    assert made.conversations == 0
    assert made.first_response[Server.HUMAN].median is None
    assert len(made.days) == 8


def test_nine_of_ten_waited_no_longer() -> None:
    waits = [timedelta(seconds=second) for second in range(1, 11)]

    assert durations(waits).most == timedelta(seconds=9)
    assert durations(waits[:1]).most == timedelta(seconds=1)
