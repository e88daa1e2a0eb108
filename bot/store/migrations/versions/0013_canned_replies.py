"""How a stay with the humans ended, and canned replies."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("close_reason", sa.String(length=40), nullable=True))
    op.create_table(
        "canned_replies",
        sa.Column("shortcut", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["agents.id"], name="fk_canned_replies_changed_by_id_agents"),
        sa.PrimaryKeyConstraint("shortcut", name="pk_canned_replies"),
    )


def downgrade() -> None:
    op.drop_table("canned_replies")
    op.drop_column("handoffs", "close_reason")
