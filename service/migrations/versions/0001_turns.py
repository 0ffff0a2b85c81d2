"""Turns."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "turns",
        sa.Column("trace_id", sa.String(32), primary_key=True),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("masked", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("procedures", sa.Text, nullable=True),
        sa.Column("aspects", sa.Text, nullable=True),
        sa.Column("score", sa.Float, nullable=True),
        sa.Column("diagnostics", sa.Text, nullable=True),
        sa.Column("total_ms", sa.Float, nullable=True),
        sa.Column("index_version", sa.String(64), nullable=True),
        sa.Column("model_version", sa.String(64), nullable=True),
    )
    op.create_index("ix_turns_received_at", "turns", ["received_at"])
    op.create_index("ix_turns_outcome", "turns", ["outcome"])
    op.create_index("ix_turns_session", "turns", ["session"])


def downgrade() -> None:
    op.drop_table("turns")
