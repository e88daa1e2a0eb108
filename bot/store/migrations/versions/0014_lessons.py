"""What agents say that messages meant, as examples for the training."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["given_by_id"], ["agents.id"], name="fk_lessons_given_by_id_agents"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_lessons_message_id_messages"),
        sa.PrimaryKeyConstraint("message_id", name="pk_lessons"),
    )


def downgrade() -> None:
    op.drop_table("lessons")
