"""What went wrong on each channel last."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_troubles",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_channel_troubles"),
    )


def downgrade() -> None:
    op.drop_table("channel_troubles")
