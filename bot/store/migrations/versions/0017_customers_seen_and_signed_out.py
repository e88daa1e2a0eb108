"""When a customer who waits for people was last there, and by which of the shop's tokens customers signed in and out."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "shop_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jwt_digest", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_shop_sign_ins_conversation_id_conversations"),
        sa.PrimaryKeyConstraint("id", name="pk_shop_sign_ins"),
    )
    for column in ("jwt_digest", "conversation_id"):
        op.create_index(f"ix_shop_sign_ins_{column}", "shop_sign_ins", [column])


def downgrade() -> None:
    op.drop_table("shop_sign_ins")
    op.drop_column("conversations", "seen_at")
