"""Documents are listed by when they were stored.

Revision: c47e05d2b916, after 1f8a6c3e7b52, 2026-11-26 07:00 UTC
"""

from alembic import op

revision = "c47e05d2b916"
down_revision = "1f8a6c3e7b52"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_document_stored_at"), "document", ["stored_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_document_stored_at"), table_name="document")
