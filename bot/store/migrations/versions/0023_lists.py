"""Lists are read from their newest, and the stays with the humans that have not ended are found without those that have."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_index("ix_handoffs_open", "handoffs", ["conversation_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_conversations_owner_last_message_at_id", "conversations", ["owner", "last_message_at", "id"])
    op.create_index("ix_conversations_last_message_at_id", "conversations", ["last_message_at", "id"])
    op.drop_index("ix_conversations_owner", "conversations")
    op.drop_index("ix_conversations_last_message_at", "conversations")


def downgrade() -> None:
    op.create_index("ix_conversations_last_message_at", "conversations", ["last_message_at"])
    op.create_index("ix_conversations_owner", "conversations", ["owner"])
    op.drop_index("ix_conversations_last_message_at_id", "conversations")
    op.drop_index("ix_conversations_owner_last_message_at_id", "conversations")
    op.drop_index("ix_handoffs_open", "handoffs")
