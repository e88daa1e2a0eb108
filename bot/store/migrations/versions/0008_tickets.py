"""Handoffs out of office hours are tickets; agents' sessions tell who is at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("ticket", sa.String(), nullable=True))
    op.add_column("handoffs", sa.Column("email", sa.String(), nullable=True))
    op.create_index("uq_handoffs_ticket", "handoffs", ["ticket"], unique=True)
    op.add_column("agent_sessions", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("agent_sessions", "seen_at")
    op.drop_index("uq_handoffs_ticket", "handoffs")
    op.drop_column("handoffs", "email")
    op.drop_column("handoffs", "ticket")
