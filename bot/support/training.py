"""Trainings: what agents taught becomes a model, which is measured beside the one in use."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import JSON

from bot.support.agent import Agent
from bot.tables import Base, new_id

# Of two models that are equally good, one is ahead by so much by chance: in all by one phrasing in a thousand, in a language by
# one in a hundred.
CHANCE = 0.001
CHANCE_OF_LANGUAGE = 0.01
# A training that has given no sign for so long has died.
GONE = timedelta(seconds=60)

# How many were right, and of how many.
Right = tuple[int, int]


class TrainingState(Enum):
    ASKED_FOR = "asked_for"
    TRAINING = "training"
    MEASURING = "measuring"
    # Put live.
    LIVE = "live"
    # Not put live: the model in use understands more.
    WORSE = "worse"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        return self in {TrainingState.LIVE, TrainingState.WORSE, TrainingState.FAILED}


@dataclass(frozen=True)
class Figures:
    """How much a model understands of what it never saw, and of what agents taught."""

    # By language.
    intents: Mapping[str, Right]
    questions: Right
    # Sure, and wrong: the customer gets a wrong answer.
    wrong_and_sure: Right
    taught: Right

    @property
    def all_intents(self) -> Right:
        return sum(right for right, _ in self.intents.values()), sum(of for _, of in self.intents.values())

    def is_worse_than(self, other: "Figures") -> bool:
        """By more than chance: in all, in frequent questions, in sure mistakes, or in any one language."""
        pairs = [(self.all_intents, other.all_intents, CHANCE), (self.questions, other.questions, CHANCE_OF_LANGUAGE)]
        pairs += [(self.intents[name], before, CHANCE_OF_LANGUAGE) for name, before in other.intents.items()]
        falls = any(share(now) < share(before) - chance for now, before, chance in pairs)
        return falls or share(self.wrong_and_sure) > share(other.wrong_and_sure) + CHANCE

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, fields: Mapping[str, Any]) -> "Figures":
        right: dict[str, Right] = {name: (pair[0], pair[1]) for name, pair in fields["intents"].items()}
        others: list[Right] = [(fields[name][0], fields[name][1]) for name in ("questions", "wrong_and_sure", "taught")]
        return cls(right, *others)


def share(right: Right) -> float:
    """Of nothing everything is right."""
    return right[0] / right[1] if right[1] else 1.0


class Training(Base):
    __tablename__ = "trainings"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    begun_by_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    state: Mapped[TrainingState]
    # True until it is over, and then None: there is one at a time.
    is_running: Mapped[bool | None] = mapped_column(unique=True)
    # The last sign of the process that trains.
    seen_at: Mapped[datetime]
    # Phrasings measured, of all that both models are asked.
    measured: Mapped[int] = mapped_column(default=0)
    to_measure: Mapped[int] = mapped_column(default=0)
    # What was taught by then: examples by language and intent.
    taught: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # The file's name, of one that was put live.
    model: Mapped[str | None]
    # Why it failed, for people.
    problem: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    begun_by: Mapped[Agent] = relationship()

    def is_dead(self, now: datetime) -> bool:
        """Whether its process has ended without a word."""
        return not self.state.is_over and now - self.seen_at > GONE

    def end(self, state: TrainingState, now: datetime) -> None:
        self.state, self.is_running, self.ended_at = state, None, now

    @property
    def taught_number(self) -> int:
        return sum(len(texts) for by_intent in self.taught.values() for texts in by_intent.values())

    @property
    def figures(self) -> tuple[Figures, Figures] | None:
        """Of the model in use and of the new one, once both are measured."""
        if self.before is None or self.after is None:
            return None
        return Figures.of_json(self.before), Figures.of_json(self.after)
