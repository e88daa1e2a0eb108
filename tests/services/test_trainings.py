"""One training at a time, and what it brought is kept."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services import inbox, lessons, trainings
from bot.services.inbox import Inbound
from bot.services.trainings import Asked
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.training import GONE, Figures, TrainingState
from bot.tables import new_id
from tests.factories import NOW

GOOD = Figures({"en": (95, 100)}, (9, 10), (1, 110), (1, 1))
BAD = Figures({"en": (80, 100)}, (9, 10), (1, 110), (1, 1))
LATER = NOW + timedelta(hours=1)


def teach(db: Session, conversation: Conversation, anna: Agent, text: str = "my thing is lost") -> None:
    message = inbox.receive(db, Inbound(conversation.id, "widget", new_id(), text), NOW).message
    lessons.give(db, message.id, "track_order", anna, NOW)


def train(db: Session, anna: Agent, after: Figures) -> None:
    assert trainings.ask_for(db, anna, NOW) is Asked.DONE
    taken = trainings.take_up(db, NOW)
    assert taken is not None
    trainings.compare(db, taken, GOOD, after, "new.tar.gz", LATER)


def test_nothing_is_trained_where_nothing_was_taught(db: Session, anna: Agent) -> None:
    assert trainings.ask_for(db, anna, NOW) is Asked.NOTHING_TAUGHT
    assert trainings.latest(db) == []


def test_one_is_trained_at_a_time_and_taken_up_once(db: Session, conversation: Conversation, anna: Agent) -> None:
    teach(db, conversation, anna)
    assert trainings.ask_for(db, anna, NOW) is Asked.DONE
    assert trainings.ask_for(db, anna, NOW) is Asked.ALREADY_RUNNING
    assert trainings.take_up(db, NOW) is not None
    assert trainings.take_up(db, NOW) is None


def test_a_model_that_is_not_worse_is_put_live_with_what_it_was_taught(
    db: Session, conversation: Conversation, anna: Agent
) -> None:
    teach(db, conversation, anna)
    assert trainings.untrained_number(db) == 1
    train(db, anna, GOOD)
    teach(db, conversation, anna, "said after the training")

    live = trainings.live(db)
    assert live is not None
    assert (live.model, live.ended_at, live.figures) == ("new.tar.gz", LATER, (GOOD, GOOD))
    assert trainings.taught_live(db) == {"en": {"track_order": ["my thing is lost"]}}
    assert trainings.untrained_number(db) == 1


def test_a_model_that_is_worse_is_kept_from_customers_also_after_a_restart(
    db: Session, conversation: Conversation, anna: Agent
) -> None:
    teach(db, conversation, anna)
    assert trainings.taught_live(db) == lessons.taught(db)
    train(db, anna, BAD)

    assert trainings.live(db) is None
    assert trainings.latest(db)[0].state is TrainingState.WORSE
    assert trainings.taught_live(db) == {}
    assert trainings.ask_for(db, anna, LATER) is Asked.NOTHING_TAUGHT


def test_a_training_whose_process_died_makes_room_for_the_next(db: Session, conversation: Conversation, anna: Agent) -> None:
    teach(db, conversation, anna)
    trainings.ask_for(db, anna, NOW)
    trainings.take_up(db, NOW)

    assert trainings.ask_for(db, anna, NOW + GONE + timedelta(seconds=1)) is Asked.DONE
    first = trainings.latest(db)[-1]
    assert first.state is TrainingState.FAILED or trainings.latest(db)[0].state is TrainingState.FAILED


def test_what_failed_is_said_and_can_be_tried_again(db: Session, conversation: Conversation, anna: Agent) -> None:
    teach(db, conversation, anna)
    trainings.ask_for(db, anna, NOW)
    taken = trainings.take_up(db, NOW)
    assert taken is not None
    trainings.fail(db, taken, "The disk is full.", NOW)
    trainings.fail(db, taken, "something else", NOW)

    assert trainings.latest(db)[0].problem == "The disk is full."
    assert trainings.ask_for(db, anna, LATER) is Asked.DONE
