"""Frequent questions: what customers ask in many words, and what the shop answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.agent import Agent
from bot.tables import Base


@dataclass(frozen=True)
class Faq:
    """One question with its answer; each dictionary is by language code.

    It is recognised by its own questions, or answers whatever is understood as its intent.
    """

    id: str
    title: dict[str, str]
    answers: dict[str, str]
    questions: dict[str, list[str]]
    intent: str | None = None

    def title_in(self, language: str, fallback: str = "en") -> str:
        return self.title.get(language) or self.title[fallback]

    def answer_in(self, language: str, fallback: str = "en") -> str:
        return self.answers.get(language) or self.answers[fallback]


class FaqEntry(Base):
    """An entry that was written in the console; it goes before the one that the files have under this id."""

    __tablename__ = "faq_entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[dict[str, str]]
    questions: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, str]]
    intent: Mapped[str | None]
    # Taken out: neither asked for nor answered, whatever the files say.
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    changed_by: Mapped[Agent] = relationship()

    @property
    def faq(self) -> Faq:
        return Faq(self.id, self.title, self.answers, self.questions, self.intent)
