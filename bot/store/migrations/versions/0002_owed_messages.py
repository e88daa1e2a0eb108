"""The inbox gets an index of its few unanswered messages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OWED = sa.text("handled_at IS NULL")


def upgrade() -> None:
    op.execute("UPDATE messages SET handled_at = at WHERE sender <> 'customer' AND handled_at IS NULL")
    op.drop_index("ix_messages_inbox", "messages")
    op.create_index("ix_messages_owed", "messages", ["conversation_id", "seq"], sqlite_where=OWED, postgresql_where=OWED)


def downgrade() -> None:
    op.drop_index("ix_messages_owed", "messages")
    op.create_index("ix_messages_inbox", "messages", ["sender", "handled_at"])
