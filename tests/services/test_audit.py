"""Who did what at the desk."""

from sqlalchemy.orm import Session

from bot.services import audit, handoffs, knowledge
from bot.services.knowledge import Draft
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.conversation import Conversation
from tests.factories import NOW, an_agent, saved


def acts(db: Session) -> list[tuple[Act, str | None]]:
    return [(entry.act, entry.subject) for entry in audit.entries(db)]


def test_every_move_of_a_conversation_is_written_down(db: Session, anna: Agent, conversation: Conversation) -> None:
    handoffs.take(db, conversation.id, anna, NOW)
    handoffs.hand_back(db, conversation.id, anna, NOW)
    handoffs.take(db, conversation.id, anna, NOW)
    handoffs.close(db, conversation.id, anna, NOW)

    assert acts(db) == [(act, conversation.id) for act in (Act.CLOSED, Act.TOOK, Act.HANDED_BACK, Act.TOOK)]


def test_what_did_not_come_about_is_not_written_down(db: Session, anna: Agent, conversation: Conversation) -> None:
    assert not handoffs.close(db, conversation.id, anna, NOW)

    assert acts(db) == []


def test_questions_are_written_down(db: Session, anna: Agent) -> None:
    saved = knowledge.save_entry(db, None, Draft({"en": "Gifts by post"}, {"en": ["gifts by post?"]}, {"en": "No."}), anna, NOW)
    knowledge.withdraw_entry(db, saved.id or "", anna, NOW)

    assert acts(db) == [(Act.WITHDREW_QUESTION, "gifts_by_post"), (Act.WROTE_QUESTION, "gifts_by_post")]


def test_one_agents_acts_and_one_kind_can_be_read_alone(db: Session, anna: Agent, conversation: Conversation) -> None:
    bert = saved(db, an_agent())
    audit.note(db, bert, Act.SIGNED_IN, NOW)
    handoffs.take(db, conversation.id, anna, NOW)

    assert [entry.agent_id for entry in audit.entries(db, agent_id=bert.id)] == [bert.id]
    assert [entry.act for entry in audit.entries(db, act=Act.TOOK)] == [Act.TOOK]
