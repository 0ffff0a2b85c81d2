"""Catalogue: versions, effective records, wordings, sync state."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "catalogue_revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO catalogue_revision (id, number) VALUES (1, 0)")
    op.create_table(
        "procedure_versions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source_kind", sa.String(16), nullable=False),
        sa.Column("stream", sa.String(80), nullable=False),
        sa.Column("captured", sa.Date, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_versions_code_status", "procedure_versions", ["code", "status"])
    op.create_index("ix_versions_stream_status", "procedure_versions", ["stream", "status"])
    op.create_table(
        "effective_procedures",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("ix_effective_family", "effective_procedures", ["family"])
    op.create_index("ix_effective_revision", "effective_procedures", ["revision"])
    op.create_table(
        "wordings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("folded", sa.String(500), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("style", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.UniqueConstraint("code", "folded", name="uq_wordings_code_folded"),
    )
    op.create_index("ix_wordings_revision", "wordings", ["revision"])
    op.create_table(
        "sync_state",
        sa.Column("stream", sa.String(80), primary_key=True),
        sa.Column("cursor", sa.Text, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "sync_items",
        sa.Column("stream", sa.String(80), primary_key=True),
        sa.Column("item_id", sa.String(80), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("detail", sa.Text, nullable=True),
    )


def downgrade() -> None:
    for name in (
        "sync_items", "sync_state", "wordings", "effective_procedures", "procedure_versions", "catalogue_revision"
    ):  # fmt: skip
        op.drop_table(name)
