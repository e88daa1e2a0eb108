"""Trainings: asked for by a supervisor, carried out one at a time by a process of their own, and kept with what they brought."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from bot.services import audit, lessons
from bot.services.lessons import Taught
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.training import Figures, Training, TrainingState

SHOWN = 5
DIED = "The training ended without a word, perhaps because the server was stopped. Nothing has changed; it can be begun again."


class Asked(Enum):
    DONE = "done"
    ALREADY_RUNNING = "already_running"
    # Since the last one that went through.
    NOTHING_TAUGHT = "nothing_taught"


def ask_for(db: Session, agent: Agent, now: datetime) -> Asked:
    """Have what was taught so far trained. Raises IntegrityError where another is asked for in the same instant."""
    bury_dead(db, now)
    if running(db) is not None:
        return Asked.ALREADY_RUNNING
    taught = lessons.taught(db)
    last = _last_through(db)
    if taught == (last.taught if last else {}):
        return Asked.NOTHING_TAUGHT
    state = TrainingState.ASKED_FOR
    training = Training(begun_at=now, begun_by_id=agent.id, state=state, is_running=True, seen_at=now, taught=taught)
    db.add(training)
    audit.note(db, agent, Act.TRAINED, now, phrasings=training.taught_number)
    db.flush()
    return Asked.DONE


def bury_dead(db: Session, now: datetime) -> None:
    """Of a training whose process is gone it is said that it failed."""
    training = running(db)
    if training is not None and training.is_dead(now):
        fail(db, training.id, DIED, now)


def take_up(db: Session, now: datetime) -> str | None:
    """The training that was asked for and that nobody else carries out."""
    taken = db.execute(
        update(Training)
        .where(Training.state == TrainingState.ASKED_FOR)
        .values(state=TrainingState.TRAINING, seen_at=now)
        .returning(Training.id)
    )
    return taken.scalar_one_or_none()


def progress(db: Session, training_id: str, state: TrainingState, now: datetime, measured: int = 0, to_measure: int = 0) -> None:
    """A sign of life, and how far it has come."""
    training = db.get_one(Training, training_id)
    if not training.state.is_over:
        training.state, training.seen_at, training.measured, training.to_measure = state, now, measured, to_measure


def be_seen(db: Session, training_id: str, now: datetime) -> None:
    db.execute(update(Training).where(Training.id == training_id).values(seen_at=now))


def compare(db: Session, training_id: str, before: Figures, after: Figures, model: str, now: datetime) -> bool:
    """Keep both models' figures; whether the new one is to be put live, because it is not worse."""
    training = db.get_one(Training, training_id)
    training.before, training.after = before.as_json(), after.as_json()
    is_good = not training.state.is_over and not after.is_worse_than(before)
    if not training.state.is_over:
        training.model = model if is_good else None
        training.end(TrainingState.LIVE if is_good else TrainingState.WORSE, now)
    return is_good


def fail(db: Session, training_id: str, problem: str, now: datetime) -> None:
    """Where it is over already, nothing changes."""
    training = db.get_one(Training, training_id)
    if not training.state.is_over:
        training.problem = problem
        training.end(TrainingState.FAILED, now)
        db.flush()


def running(db: Session) -> Training | None:
    return db.scalar(select(Training).where(Training.is_running.is_(True)))


def latest(db: Session) -> Sequence[Training]:
    """The newest first."""
    query = select(Training).options(joinedload(Training.begun_by)).order_by(Training.begun_at.desc()).limit(SHOWN)
    return db.scalars(query).all()


def live(db: Session) -> Training | None:
    """The last one that was put live."""
    put_live = select(Training).where(Training.state == TrainingState.LIVE)
    return db.scalar(put_live.order_by(Training.ended_at.desc()).limit(1))


def taught_live(db: Session) -> Taught:
    """What the model in use shall know: all that was taught, until the first training shows what may be put live."""
    training = live(db)
    if training is not None:
        return training.taught
    is_trained = db.scalar(select(Training.id).where(Training.state == TrainingState.WORSE).limit(1)) is not None
    return {} if is_trained else lessons.taught(db)


def untrained_number(db: Session) -> int:
    """How many phrasings the last training did not know."""
    last = _last_through(db)
    known = {(language, text) for language, by_intent in (last.taught if last else {}).items() for text in _texts(by_intent)}
    now = {(language, text) for language, by_intent in lessons.taught(db).items() for text in _texts(by_intent)}
    return len(now - known)


def _texts(by_intent: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(intent, text) for intent, texts in by_intent.items() for text in texts}


def _last_through(db: Session) -> Training | None:
    """The last one that was not stopped by a failure."""
    through = select(Training).where(Training.state.in_({TrainingState.LIVE, TrainingState.WORSE}))
    return db.scalar(through.order_by(Training.begun_at.desc()).limit(1))
