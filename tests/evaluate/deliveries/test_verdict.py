"""What went wrong is counted as what it is."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.evaluate.deliveries.traffic import Buyer, Said, Traffic
from bot.evaluate.deliveries.verdict import ChannelVerdict, count_writes, judge
from bot.shop.rma import Return, ReturnState
from bot.support.contact import Contact
from bot.support.layout import Limits
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, an_order, saved

KIM = Buyer(1)
LIMITS = Limits(text=100)
SAID = [Said(KIM, 0, 1), Said(KIM, 2, 2)]
TRAFFIC = Traffic(SAID, [SAID], 0, [KIM])


@pytest.fixture
def talk(db: Session) -> str:
    """Both messages were stored, and answered."""
    conversation = saved(db, a_conversation(channel="telegram"))
    db.add(Contact(conversation_id=conversation.id, channel="telegram", address="1", heard_at=NOW, details={}))
    for said in SAID:
        question = a_message(db, conversation.id, said.text, Sender.CUSTOMER, platform_id=str(said.number))
        a_message(db, conversation.id, f"answer {said.number}", Sender.ASSISTANT, in_reply_to=question.id)
    return conversation.id


def a_message(db: Session, conversation_id: str, text: str, sender: Sender, **more: object) -> Message:
    parts = {"channel": "telegram", "at": NOW, "buttons": [], "attempts": 0, **more}
    message = Message(conversation_id=conversation_id, sender=sender, text=text, **parts)
    return saved(db, message)


def verdict(db: Session, *shown: str, traffic: Traffic = TRAFFIC) -> ChannelVerdict:
    return judge(db, "telegram", traffic, {"1": list(shown)}, LIMITS)


@pytest.mark.usefixtures("talk")
def test_all_is_well_where_every_message_was_answered_and_every_answer_shown(db: Session) -> None:
    result = verdict(db, "answer 1", "answer  2\n")
    assert result.holds
    assert (result.missed, result.answered_twice, result.not_shown, result.shown_twice) == (0, 0, 0, 0)


@pytest.mark.usefixtures("talk")
def test_what_was_never_stored_is_missed(db: Session) -> None:
    more = [*SAID, Said(KIM, 5, 3)]
    assert verdict(db, "answer 1", "answer 2", traffic=Traffic(more, [more], 0, [])).missed == 1


def test_what_was_stored_and_not_answered_is_missed(db: Session, talk: str) -> None:
    a_message(db, talk, "thanks", Sender.CUSTOMER, platform_id="3")
    more = [*SAID, Said(KIM, 5, 3)]
    assert verdict(db, "answer 1", "answer 2", traffic=Traffic(more, [more], 0, [])).missed == 1


def test_what_two_turns_answered_is_answered_twice(db: Session, talk: str) -> None:
    question = db.query(Message).filter(Message.platform_id == "1").one()
    again = a_message(db, talk, "answer 1", Sender.ASSISTANT, in_reply_to=question.id)
    again.at = NOW + timedelta(seconds=1)
    db.flush()
    assert verdict(db, "answer 1", "answer 2", "answer 1").answered_twice == 1


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize(
    ("shown", "counts"),
    [
        (["answer 1"], (1, 0, 0)),
        (["answer 1", "answer 1", "answer 2"], (0, 1, 0)),
        (["answer 2", "answer 1"], (0, 0, 1)),
    ],
)
def test_answers_that_did_not_come_came_again_or_too_late_are_counted(
    db: Session, shown: list[str], counts: tuple[int, int, int]
) -> None:
    result = verdict(db, *shown)
    assert (result.not_shown, result.shown_twice, result.out_of_order) == counts


@pytest.mark.parametrize(("made", "missed", "twice"), [(0, 1, 0), (1, 0, 0), (2, 0, 1)])
def test_returns_are_counted_by_order(db: Session, made: int, missed: int, twice: int) -> None:
    order = saved(db, an_order(number=KIM.number))
    for number in range(made):
        keys = {"rma": f"RMA-{number}", "idempotency_key": f"{number}"}
        db.add(Return(order_number=order.number, state=ReturnState.REQUESTED, requested_at=NOW, **keys))
    db.flush()
    writes = count_writes(db, [TRAFFIC])
    assert (writes.wanted, writes.made, writes.missed, writes.twice) == (1, made, missed, twice)
