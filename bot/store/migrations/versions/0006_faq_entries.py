"""Frequent questions that are written in the console."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "faq_entries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["agents.id"], name="fk_faq_entries_changed_by_id_agents"),
        sa.PrimaryKeyConstraint("id", name="pk_faq_entries"),
    )


def downgrade() -> None:
    op.drop_table("faq_entries")
