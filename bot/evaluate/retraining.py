"""What agents taught becomes a model; it is measured beside the one in use, and put live only if it is not worse."""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from bot.engine.training import PROJECT, TrainingError, newest_model, train
from bot.evaluate.contender import Heard, heard_of
from bot.evaluate.examples import Example
from bot.evaluate.held_out import HELD_OUT, held_out, languages
from bot.evaluate.score import Answer, answers, frequent_questions, in_language, intents
from bot.evaluate.trial import our_parse
from bot.services import trainings
from bot.services.lessons import Taught
from bot.spine.clock import Clock, utc_now
from bot.store.database import Database
from bot.support.training import Figures, Training, TrainingState

# Customers' turns come first, on however few processors.
NICENESS = 15
# Beside the models that servers look at: a model is only there once it is to be served.
CANDIDATES = "candidates"
SEEN_EVERY = timedelta(seconds=5)
TELL_EVERY = 100

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Retraining:
    """One training, from the lessons to the verdict."""

    database: Database
    models: Path
    project: Path = PROJECT
    phrasings: Path = HELD_OUT
    clock: Clock = utc_now

    def run(self, training_id: str) -> TrainingState:
        """Raises nothing that a supervisor would not read: what goes wrong is kept with the training."""
        os.nice(NICENESS)
        with self._alive(training_id):
            try:
                self._carry_out(training_id)
            except Exception as error:
                problem = str(error) if isinstance(error, TrainingError) else f"{type(error).__name__}: {error}"
                self._in_store(lambda db: trainings.fail(db, training_id, problem, self.clock()))
        state: TrainingState = self._in_store(lambda db: db.get_one(Training, training_id).state)
        return state

    def _carry_out(self, training_id: str) -> None:
        taught: Taught = self._in_store(lambda db: db.get_one(Training, training_id).taught)
        used = newest_model(self.models)
        if used is None:
            raise TrainingError(f"There is no model in {self.models} to compare with.")
        candidate = train(self.models / CANDIDATES, lambda _: None, self.project, taught)
        asked, lessons = held_out(languages(self.phrasings), self.phrasings), examples_of(taught)
        both = 2 * (len(asked) + len(lessons))
        self._measured(training_id, 0, both)
        before = figures_of(used, self.project, asked, lessons, lambda n: self._measured(training_id, n, both))
        after = figures_of(candidate, self.project, asked, lessons, lambda n: self._measured(training_id, both // 2 + n, both))
        self._decide(training_id, before, after, candidate)

    def _decide(self, training_id: str, before: Figures, after: Figures, candidate: Path) -> None:
        """The file is in its place before any server is told of it."""
        if not after.is_worse_than(before):
            place = self.models / candidate.name
            os.replace(candidate, place)
            os.utime(place)
        candidate.unlink(missing_ok=True)
        self._in_store(lambda db: trainings.compare(db, training_id, before, after, candidate.name, self.clock()))

    def _measured(self, training_id: str, number: int, of: int) -> None:
        state = TrainingState.MEASURING
        self._in_store(lambda db: trainings.progress(db, training_id, state, self.clock(), number, of))

    def _in_store(self, request: Callable[[Any], Any]) -> Any:
        with self.database.session() as db:
            return request(db)

    @contextmanager
    def _alive(self, training_id: str) -> Iterator[None]:
        """Gives a sign again and again, also while the training itself says nothing for minutes."""
        over = Event()

        def beat() -> None:
            while not over.wait(SEEN_EVERY.total_seconds()):
                self._in_store(lambda db: trainings.be_seen(db, training_id, self.clock()))

        thread = Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def examples_of(taught: Taught) -> list[Example]:
    return [
        Example(text, intent, language)
        for language, by_intent in taught.items()
        for intent, texts in by_intent.items()
        for text in texts
    ]


def figures_of(
    model: Path, project: Path, asked: Sequence[Example], taught: Sequence[Example], tell: Progress = lambda _: None
) -> Figures:
    """How much of both the model understands. Takes a minute where there are thousands."""
    examples = [*asked, *taught]
    given = answers(examples, asyncio.run(_heard(model, project, examples, tell)))
    unseen, lessons = given[: len(asked)], given[len(asked) :]
    spoken = dict.fromkeys(example.language for example in asked)
    return Figures(
        intents={language: _right(intents(in_language(unseen, language))) for language in spoken},
        questions=_right(frequent_questions(unseen)),
        wrong_and_sure=(sum(answer.is_wrong_and_sure for answer in unseen), len(unseen)),
        taught=_right(lessons),
    )


async def _heard(model: Path, project: Path, examples: Sequence[Example], tell: Progress) -> list[Heard]:
    parse, heard = our_parse(model, project), []
    for number, example in enumerate(examples, start=1):
        heard.append(heard_of({"milliseconds": 0.0, **await parse(example.text, example.language)}))
        if number % TELL_EVERY == 0:
            tell(number)
    return heard


def _right(given: Sequence[Answer]) -> tuple[int, int]:
    return sum(answer.is_right for answer in given), len(given)
