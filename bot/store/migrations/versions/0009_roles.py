"""Agents have roles, second factors and sessions that they can see; who did what is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever was there could do everything.
    op.add_column("agents", sa.Column("role", sa.String(length=40), nullable=False, server_default="administrator"))
    op.add_column("agents", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agents", sa.Column("totp_secret", sa.String(), nullable=True))
    op.add_column("agents", sa.Column("totp_period", sa.Integer(), nullable=True))
    op.add_column("agent_sessions", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agent_sessions", sa.Column("address", sa.String(), nullable=True))
    op.add_column("agent_sessions", sa.Column("browser", sa.String(), nullable=True))
    op.add_column("agent_sessions", sa.Column("awaits_code", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_sign_ins"),
    )
    op.create_index("ix_failed_sign_ins_name_at", "failed_sign_ins", ["name", "at"])
    op.create_index("ix_failed_sign_ins_address_at", "failed_sign_ins", ["address", "at"])
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="fk_audit_entries_agent_id_agents"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_agent_id_id", "audit_entries", ["agent_id", "id"])


def downgrade() -> None:
    op.drop_table("audit_entries")
    op.drop_table("failed_sign_ins")
    for name in ("awaits_code", "browser", "address", "opened_at"):
        op.drop_column("agent_sessions", name)
    for name in ("totp_period", "totp_secret", "left_at", "role"):
        op.drop_column("agents", name)
