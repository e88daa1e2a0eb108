"""Orders can be cancelled and changed, delivered articles exchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("cancel_reason", sa.String(length=40), nullable=True))
    op.add_column("orders", sa.Column("items_changed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("records") as records:
        records.alter_column("order_number", existing_type=sa.String(), nullable=True)
        records.create_index("ix_records_message_id", ["message_id"])
    # Nothing wrote exchanges until now.
    op.drop_table("exchange_lines")
    op.drop_table("exchanges")
    op.create_table(
        "exchanges",
        sa.Column("rma", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("difference_amount", sa.BigInteger(), nullable=False),
        sa.Column("difference_currency", sa.String(), nullable=False),
        sa.Column("method_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["method_id"], ["payment_methods.id"], name="fk_exchanges_method_id"),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_exchanges_order_number"),
        sa.PrimaryKeyConstraint("rma", name="pk_exchanges"),
        sa.UniqueConstraint("idempotency_key", name="uq_exchanges_idempotency_key"),
    )
    op.create_index("ix_exchanges_order_number", "exchanges", ["order_number"])
    op.create_table(
        "exchange_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.String(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("new_sku", sa.String(), nullable=False),
        sa.Column("price_amount", sa.BigInteger(), nullable=False),
        sa.Column("price_currency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchanges.rma"], name="fk_exchange_lines_exchange_id"),
        sa.ForeignKeyConstraint(["new_sku"], ["variants.sku"], name="fk_exchange_lines_new_sku"),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name="fk_exchange_lines_order_line_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exchange_lines"),
    )
    op.create_index("ix_exchange_lines_exchange_id", "exchange_lines", ["exchange_id"])
    op.create_index("ix_exchange_lines_order_line_id", "exchange_lines", ["order_line_id"])


def downgrade() -> None:
    with op.batch_alter_table("exchanges") as exchanges:
        exchanges.drop_constraint("fk_exchanges_method_id", type_="foreignkey")
        exchanges.drop_column("method_id")
        exchanges.drop_column("difference_currency")
        exchanges.drop_column("difference_amount")
    with op.batch_alter_table("exchange_lines") as lines:
        lines.drop_column("price_currency")
        lines.drop_column("price_amount")
        lines.drop_column("quantity")
    with op.batch_alter_table("records") as records:
        records.drop_index("ix_records_message_id")
        records.alter_column("order_number", existing_type=sa.String(), nullable=False)
    op.drop_column("orders", "items_changed_at")
    op.drop_column("orders", "cancel_reason")
