"""Promises no longer note when they were admitted: the follow-up that admits one is a row of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("promises", "admitted_at")


def downgrade() -> None:
    op.add_column("promises", sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True))
