"""What the migration reads out of conversations of before."""

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import select, text, update

from bot.services import desk, handoffs
from bot.services.inbox import Inbound, receive
from bot.store.database import Database
from bot.support.handoff import Handoff, HandoffReason
from tests.factories import NOW, a_conversation, an_agent

MINUTE = timedelta(minutes=1)
migration = import_module("bot.store.migrations.versions.0016_service_level")


@pytest.mark.parametrize("is_answered", [True, False])
def test_answers_and_what_is_owed_are_found_again(database: Database, is_answered: bool) -> None:
    with database.session() as db:
        agent, conversation = an_agent(), a_conversation()
        db.add_all([agent, conversation])
        db.flush()
        handoffs.hand_off(db, conversation.id, HandoffReason.ANGER, NOW)
        handoffs.take(db, conversation.id, agent, NOW + MINUTE)
        if is_answered:
            desk.reply(db, conversation.id, agent, "Hello", NOW + 2 * MINUTE)
        for late in (3, 4):
            receive(db, Inbound(conversation.id, "widget", str(late), "hello?"), NOW + late * MINUTE)
    with database.session() as db:
        stored = db.scalars(select(Handoff)).one()
        known = stored.answered_at, stored.owed_since
        db.execute(update(Handoff).values(answered_at=None, owed_since=None))
        for statement in (migration.FIRST_WORD, migration.OWED, migration.CALLED_FOR):
            db.execute(text(statement))

        db.refresh(stored)
        assert (stored.answered_at, stored.owed_since) == known
        assert stored.owed_since == NOW + (3 if is_answered else 1) * MINUTE
