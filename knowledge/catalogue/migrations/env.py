"""Alembic environment: runs on the connection that `storage.engine.upgrade` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes.get("version_table", "alembic_version"),
    target_metadata=None,
    render_as_batch=True,
)
context.run_migrations()
