"""Reports of faulty articles, vouchers, complaints, call-backs, promises, ratings; new dates, payment problems, care tips."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_reports",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_article_reports_order_number"),
        sa.PrimaryKeyConstraint("reference", name="pk_article_reports"),
        sa.UniqueConstraint("idempotency_key", name="uq_article_reports_idempotency_key"),
    )
    op.create_index("ix_article_reports_order_number", "article_reports", ["order_number"])
    op.create_index("ix_article_reports_state", "article_reports", ["state"])
    op.create_table(
        "call_backs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("window_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_call_backs_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_call_backs_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_call_backs"),
        sa.UniqueConstraint("idempotency_key", name="uq_call_backs_idempotency_key"),
    )
    op.create_index("ix_call_backs_conversation_id", "call_backs", ["conversation_id"])
    op.create_index("ix_call_backs_customer_id", "call_backs", ["customer_id"])
    op.create_index("ix_call_backs_window_to", "call_backs", ["window_to"])
    op.create_table(
        "complaints",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_complaints_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_complaints_customer_id"),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_complaints_order_number"),
        sa.PrimaryKeyConstraint("reference", name="pk_complaints"),
        sa.UniqueConstraint("idempotency_key", name="uq_complaints_idempotency_key"),
    )
    op.create_index("ix_complaints_conversation_id", "complaints", ["conversation_id"])
    op.create_index("ix_complaints_customer_id", "complaints", ["customer_id"])
    op.create_index("ix_complaints_order_number", "complaints", ["order_number"])
    op.create_index("ix_complaints_state", "complaints", ["state"])
    op.create_table(
        "promises",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_promises_customer_id"),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_promises_order_number"),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_customer_id", "promises", ["customer_id"])
    op.create_index("ix_promises_due_at", "promises", ["due_at"])
    op.create_index("ix_promises_order_number", "promises", ["order_number"])
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("tone", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_ratings_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_ratings_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("idempotency_key", name="uq_ratings_idempotency_key"),
    )
    op.create_index("ix_ratings_conversation_id", "ratings", ["conversation_id"])
    op.create_index("ix_ratings_customer_id", "ratings", ["customer_id"])
    op.create_index("ix_ratings_rated_at", "ratings", ["rated_at"])
    op.create_table(
        "vouchers",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("amount_value", sa.BigInteger(), nullable=False),
        sa.Column("amount_currency", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_vouchers_customer_id"),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_vouchers_order_number"),
        sa.PrimaryKeyConstraint("code", name="pk_vouchers"),
        sa.UniqueConstraint("idempotency_key", name="uq_vouchers_idempotency_key"),
    )
    op.create_index("ix_vouchers_customer_id", "vouchers", ["customer_id"])
    op.create_index("ix_vouchers_order_number", "vouchers", ["order_number"])
    op.create_table(
        "article_report_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name="fk_article_report_lines_order_line_id"),
        sa.ForeignKeyConstraint(["reference"], ["article_reports.reference"], name="fk_article_report_lines_reference"),
        sa.PrimaryKeyConstraint("id", name="pk_article_report_lines"),
    )
    op.create_index("ix_article_report_lines_order_line_id", "article_report_lines", ["order_line_id"])
    op.create_index("ix_article_report_lines_reference", "article_report_lines", ["reference"])
    op.add_column("orders", sa.Column("expected_on", sa.Date(), nullable=True))
    op.add_column("payments", sa.Column("problem", sa.String(length=40), nullable=True))
    op.add_column("products", sa.Column("care_tips", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("products", "care_tips")
    op.drop_column("payments", "problem")
    op.drop_column("orders", "expected_on")
    op.drop_table("article_report_lines")
    op.drop_table("vouchers")
    op.drop_table("ratings")
    op.drop_table("promises")
    op.drop_table("complaints")
    op.drop_table("call_backs")
    op.drop_table("article_reports")
