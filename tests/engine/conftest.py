"""The engine under test: our model, with stand-ins for our actions and sentences."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.engine import inert_imports

# Before any test imports Rasa.
inert_imports.install()

from bot.engine.assistant import Answer, Assistant, ButtonPayload, TurnInput  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.support.conversation import Conversation  # noqa: E402
from tests.engine import shop_talk  # noqa: E402

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SENTENCES = Path(shop_talk.__file__).parent / "responses"


@dataclass
class Talk:
    """One customer's talk with the assistant."""

    assistant: Assistant
    db: Session
    id: str
    language: str = "en"
    turns: int = 0

    def say(self, text: str, button: ButtonPayload | None = None, message_id: str | None = None) -> Answer:
        self.turns += 1
        turn = TurnInput(self.id, message_id or f"{self.id}-{self.turns}", text, button, self.language, NOW)
        answer = asyncio.run(self.assistant.answer(self.db, turn))
        # The next turn reads what this one wrote, as another process would.
        self.db.flush()
        self.db.expire_all()
        return answer

    def hear(self, text: str, button: ButtonPayload | None = None) -> list[str]:
        return [reply.text for reply in self.say(text, button).replies]


@pytest.fixture(scope="session")
def assistant(model: Path) -> Assistant:
    return Assistant.load(model, Settings().terms, SENTENCES, shop_talk)


@pytest.fixture
def a_talk(assistant: Assistant, db: Session) -> Callable[..., Talk]:
    def begin(conversation_id: str = "talk", language: str = "en") -> Talk:
        db.add(Conversation(id=conversation_id, channel="widget", language=language, opened_at=NOW, last_message_at=NOW))
        db.flush()
        return Talk(assistant, db, conversation_id, language)

    return begin
