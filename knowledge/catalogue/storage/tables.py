"""Tables of the catalogue. Every change takes the next revision, so that readers can ask what is new."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# One row: the number of the last change. Locked by writers, so that two imports never interleave.
revision = sa.Table(
    "catalogue_revision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

versions = sa.Table(
    "procedure_versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("code", sa.String(16), nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("source_kind", sa.String(16), nullable=False),
    sa.Column("stream", sa.String(80), nullable=False),
    sa.Column("captured", sa.Date, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("record", sa.Text, nullable=False),  # the Procedure as JSON
    sa.Index("ix_versions_code_status", "code", "status"),
    sa.Index("ix_versions_stream_status", "stream", "status"),
)

# The version that answers are given from, one row a code; denormalised so that a turn reads one row.
effective = sa.Table(
    "effective_procedures",
    metadata,
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("family", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Index("ix_effective_family", "family"),
    sa.Index("ix_effective_revision", "revision"),
)

wordings = sa.Table(
    "wordings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("code", sa.String(16), nullable=False),
    sa.Column("folded", sa.String(500), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("style", sa.String(16), nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.UniqueConstraint("code", "folded", name="uq_wordings_code_folded"),
    sa.Index("ix_wordings_revision", "revision"),
)

# Where an interrupted sync goes on: cursor and the records staged so far.
sync_state = sa.Table(
    "sync_state",
    metadata,
    sa.Column("stream", sa.String(80), primary_key=True),
    sa.Column("cursor", sa.Text, nullable=False),
    sa.Column("listed", sa.Boolean, nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
)
sync_items = sa.Table(
    "sync_items",
    metadata,
    sa.Column("stream", sa.String(80), primary_key=True),
    sa.Column("item_id", sa.String(80), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("detail", sa.Text, nullable=True),  # None = listed, not fetched yet
)
