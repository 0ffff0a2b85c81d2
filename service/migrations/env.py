"""Alembic environment of the service's tables; runs on the connection that `upgrade` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    target_metadata=None,
    render_as_batch=True,
)
context.run_migrations()
