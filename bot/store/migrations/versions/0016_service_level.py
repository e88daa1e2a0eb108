"""Handoffs know when they were answered and what is owed; agents choose how they are called."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENTS = ("given_at", "answered_at", "owed_since")
FIRST_WORD = """
    UPDATE handoffs SET answered_at = (
        SELECT min(messages.at) FROM messages
        WHERE messages.conversation_id = handoffs.conversation_id AND messages.sender = 'agent' AND NOT messages.is_note
        AND messages.at >= handoffs.requested_at AND (handoffs.ended_at IS NULL OR messages.at <= handoffs.ended_at)
    )
"""
# What customers wrote after the agent's last word, or else what they called for.
OWED = """
    UPDATE handoffs SET owed_since = (
        SELECT min(messages.at) FROM messages
        WHERE messages.conversation_id = handoffs.conversation_id AND messages.sender = 'customer'
        AND messages.at >= handoffs.claimed_at AND messages.seq > coalesce((
            SELECT max(words.seq) FROM messages AS words
            WHERE words.conversation_id = handoffs.conversation_id AND words.sender = 'agent' AND NOT words.is_note
        ), 0)
    ) WHERE ended_at IS NULL AND claimed_at IS NOT NULL
"""
CALLED_FOR = """
    UPDATE handoffs SET owed_since = claimed_at
    WHERE ended_at IS NULL AND claimed_at IS NOT NULL AND answered_at IS NULL AND reason <> 'taken_over'
"""


def upgrade() -> None:
    for name in MOMENTS:
        op.add_column("handoffs", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for statement in (FIRST_WORD, OWED, CALLED_FOR):
        op.execute(statement)
    op.add_column("agents", sa.Column("has_sound", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("agents", sa.Column("has_notifications", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("agents", "has_notifications")
    op.drop_column("agents", "has_sound")
    for name in MOMENTS:
        op.drop_column("handoffs", name)
