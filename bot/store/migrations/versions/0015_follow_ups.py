"""When customers hear from us by themselves, who wants to hear nothing more, and in which time zone they are."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("time_zone", sa.String(), nullable=True))
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("promised_for", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_follow_ups_conversation_id_conversations"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_follow_ups_customer_id_customers"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_follow_ups_message_id_messages"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
        sa.UniqueConstraint("kind", "about", "promised_for", name="uq_follow_ups_kind_about_promised_for"),
    )
    op.create_index("ix_follow_ups_state_due_at", "follow_ups", ["state", "due_at"])
    for column in ("conversation_id", "customer_id", "message_id"):
        op.create_index(f"ix_follow_ups_{column}", "follow_ups", [column])
    op.create_table(
        "silences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_silences_conversation_id_conversations"),
        sa.PrimaryKeyConstraint("id", name="pk_silences"),
    )
    op.create_index("ix_silences_conversation_id", "silences", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("silences")
    op.drop_table("follow_ups")
    op.drop_column("conversations", "time_zone")
