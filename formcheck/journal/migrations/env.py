"""Run by alembic: brings the tables of the given connection to a version."""

from alembic import context

from formcheck.journal.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite has it too, once transactions are begun by hand
    render_as_batch=True,  # what SQLite cannot alter is copied
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
