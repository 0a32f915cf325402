"""The journal's versions, for alembic."""
