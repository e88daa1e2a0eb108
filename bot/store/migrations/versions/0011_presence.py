"""Agents have skills and can be away; what they leave goes back into the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agents", sa.Column("away_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agents", sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("agents", sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("handoffs", sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("handoffs", "returned_at")
    op.drop_column("agents", "topics")
    op.drop_column("agents", "languages")
    op.drop_column("agents", "away_since")
