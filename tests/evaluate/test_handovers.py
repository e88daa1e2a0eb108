"""The measurement of handovers under faults, on a few; and that its verdict sees what it is for."""

from pathlib import Path

import pytest

from bot.evaluate.handovers import Size, measure_handovers
from bot.evaluate.outages import Fault
from bot.evaluate.verdicts import judge
from bot.services import handoffs
from bot.store.database import Database
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, saved

# Each fault, at three steps.
FEW = Size(handovers=9, at_once=9)


def test_no_handover_is_lost_talked_over_or_unanswered(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_MODEL_DIR", str(model.parent))
    monkeypatch.setattr("bot.evaluate.outages.AWAY_SECONDS", 1.0)
    monkeypatch.setattr("bot.evaluate.outages.CALM_SECONDS", 1.0)

    report = measure_handovers(FEW, None, lambda _: None)

    assert report.holds, str(report)
    assert set(report.struck) == set(Fault)
    assert report.planned.total() == 9


@pytest.fixture
def talk(database: Database) -> Conversation:
    """A customer who was handed over, and answered by an agent."""
    with database.session() as db:
        talk = saved(db, a_conversation())
        handoffs.hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
    say(database, talk, Sender.CUSTOMER, "a human, please")
    say(database, talk, Sender.SYSTEM, "Anna has joined")
    say(database, talk, Sender.AGENT, "hello")
    return talk


def say(database: Database, talk: Conversation, sender: Sender, text: str) -> None:
    with database.session() as db:
        db.add(Message(conversation_id=talk.id, channel="widget", sender=sender, text=text, at=NOW, handled_at=NOW))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestVerdict:
    def test_all_is_well(self, database: Database, talk: Conversation) -> None:
        assert judge(database, {talk.id: "hello"}).holds

    def test_a_word_of_the_assistant_while_an_agent_is_there_is_seen(self, database: Database, talk: Conversation) -> None:
        say(database, talk, Sender.ASSISTANT, "I can help, too")
        assert judge(database, {talk.id: "hello"}).talked_over == [talk.id]

    def test_a_question_after_the_last_answer_is_seen(self, database: Database, talk: Conversation) -> None:
        say(database, talk, Sender.CUSTOMER, "and then?")
        assert judge(database, {talk.id: "hello"}).unanswered == [talk.id]

    def test_a_reply_that_is_missing_or_doubled_is_seen(self, database: Database, talk: Conversation) -> None:
        assert judge(database, {talk.id: "something else"}).replies_wrong == [talk.id]
        say(database, talk, Sender.AGENT, "hello")
        assert judge(database, {talk.id: "hello"}).replies_wrong == [talk.id]

    def test_a_handover_without_a_handoff_is_seen(self, database: Database) -> None:
        with database.session() as db:
            lost = a_conversation()
            db.add(lost)
        assert judge(database, {lost.id: "hello"}).without_handoff == [lost.id]
