"""Where customers are reached on platforms; how far a message in parts has got."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_contacts_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_contacts"),
        sa.UniqueConstraint("channel", "address", name="uq_contacts_channel_address"),
    )
    op.add_column("deliveries", sa.Column("parts_sent", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("deliveries", "parts_sent")
    op.drop_table("contacts")
