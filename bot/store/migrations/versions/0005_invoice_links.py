"""Customers fetch invoices by short-lived links."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invoice_links",
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_invoice_links_order_number"),
        sa.PrimaryKeyConstraint("token_digest", name="pk_invoice_links"),
    )
    op.create_index("ix_invoice_links_order_number", "invoice_links", ["order_number"])


def downgrade() -> None:
    op.drop_table("invoice_links")
