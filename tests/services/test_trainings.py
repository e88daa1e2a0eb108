"""One training at a time, and what it brought is kept."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services import inbox, lessons, trainings
from bot.services.inbox import Inbound
from bot.services.trainings import Asked
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.training import GONE, Figures, TrainingState
from bot.tables import new_id
from tests.factories import NOW, a_conversation, an_agent

GOOD = Figures({"en": (95, 100)}, (9, 10), (1, 110), (1, 1))
BAD = Figures({"en": (80, 100)}, (9, 10), (1, 110), (1, 1))
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def sue(db: Session) -> Agent:
    sue = an_agent(name="Sue")
    db.add(sue)
    db.flush()
    return sue


@pytest.fixture
def talk(db: Session) -> Conversation:
    talk = a_conversation()
    db.add(talk)
    db.flush()
    return talk


def teach(db: Session, talk: Conversation, sue: Agent, text: str = "my thing is lost") -> None:
    message = inbox.receive(db, Inbound(talk.id, "widget", new_id(), text), NOW).message
    lessons.give(db, message.id, "track_order", sue, NOW)


def train(db: Session, sue: Agent, after: Figures) -> None:
    assert trainings.ask_for(db, sue, NOW) is Asked.DONE
    taken = trainings.take_up(db, NOW)
    assert taken is not None
    trainings.compare(db, taken, GOOD, after, "new.tar.gz", LATER)


def test_nothing_is_trained_where_nothing_was_taught(db: Session, sue: Agent) -> None:
    assert trainings.ask_for(db, sue, NOW) is Asked.NOTHING_TAUGHT
    assert trainings.latest(db) == []


def test_one_is_trained_at_a_time_and_taken_up_once(db: Session, talk: Conversation, sue: Agent) -> None:
    teach(db, talk, sue)
    assert trainings.ask_for(db, sue, NOW) is Asked.DONE
    assert trainings.ask_for(db, sue, NOW) is Asked.ALREADY_RUNNING
    assert trainings.take_up(db, NOW) is not None
    assert trainings.take_up(db, NOW) is None


def test_a_model_that_is_not_worse_is_put_live_with_what_it_was_taught(db: Session, talk: Conversation, sue: Agent) -> None:
    teach(db, talk, sue)
    assert trainings.untrained_number(db) == 1
    train(db, sue, GOOD)
    teach(db, talk, sue, "said after the training")

    live = trainings.live(db)
    assert live is not None
    assert (live.model, live.ended_at, live.figures) == ("new.tar.gz", LATER, (GOOD, GOOD))
    assert trainings.taught_live(db) == {"en": {"track_order": ["my thing is lost"]}}
    assert trainings.untrained_number(db) == 1


def test_a_model_that_is_worse_is_kept_from_customers_also_after_a_restart(db: Session, talk: Conversation, sue: Agent) -> None:
    teach(db, talk, sue)
    assert trainings.taught_live(db) == lessons.taught(db)
    train(db, sue, BAD)

    assert trainings.live(db) is None
    assert trainings.latest(db)[0].state is TrainingState.WORSE
    assert trainings.taught_live(db) == {}
    assert trainings.ask_for(db, sue, LATER) is Asked.NOTHING_TAUGHT


def test_a_training_whose_process_died_makes_room_for_the_next(db: Session, talk: Conversation, sue: Agent) -> None:
    teach(db, talk, sue)
    trainings.ask_for(db, sue, NOW)
    trainings.take_up(db, NOW)

    assert trainings.ask_for(db, sue, NOW + GONE + timedelta(seconds=1)) is Asked.DONE
    first = trainings.latest(db)[-1]
    assert first.state is TrainingState.FAILED or trainings.latest(db)[0].state is TrainingState.FAILED


def test_what_failed_is_said_and_can_be_tried_again(db: Session, talk: Conversation, sue: Agent) -> None:
    teach(db, talk, sue)
    trainings.ask_for(db, sue, NOW)
    taken = trainings.take_up(db, NOW)
    assert taken is not None
    trainings.fail(db, taken, "The disk is full.", NOW)
    trainings.fail(db, taken, "something else", NOW)

    assert trainings.latest(db)[0].problem == "The disk is full."
    assert trainings.ask_for(db, sue, LATER) is Asked.DONE
