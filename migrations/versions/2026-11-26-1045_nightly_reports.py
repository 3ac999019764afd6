"""Nightly reports, what could not be read, and documents by when they were published.

Revision: 1c7f4e9a2d63, after b3d1f0a86c52, 2026-11-26 10:45 UTC
"""

import sqlalchemy as sa
from alembic import op

from service.store.tables.types import ExactText

revision = "1c7f4e9a2d63"
down_revision = "b3d1f0a86c52"
branch_labels = None
depends_on = None

_GUARDED = ("nightly_report", "unread")


def upgrade() -> None:
    op.create_index(op.f("ix_document_published_at"), "document", ["published_at"])
    op.create_table(
        "nightly_report",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("scope_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.Column("config_id", sa.String(), nullable=False),
        sa.Column("data_digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("is_empty", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("body", ExactText(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_nightly_report")),
    )
    for column in ("scope_id", "until"):
        op.create_index(op.f(f"ix_nightly_report_{column}"), "nightly_report", [column])
    op.create_table(
        "unread",
        sa.Column("unread_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("name", ExactText(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.String(), nullable=True),
        sa.Column("limits", sa.String(), nullable=True),
        sa.Column("reason", ExactText(), nullable=False),
        sa.PrimaryKeyConstraint("unread_id", name=op.f("pk_unread")),
    )
    for column in ("at", "subject_id"):
        op.create_index(op.f(f"ix_unread_{column}"), "unread", [column])
    _guard()


def downgrade() -> None:
    op.drop_table("unread")
    op.drop_table("nightly_report")
    op.drop_index(op.f("ix_document_published_at"), table_name="document")


def _guard() -> None:
    """Rows are appended and never changed; the tables' triggers go with them."""
    postgresql = op.get_context().dialect.name == "postgresql"
    for table in _GUARDED:
        for what in ("update", "delete"):
            body = (
                "FOR EACH ROW EXECUTE FUNCTION contraste_append_only()"
                if postgresql
                else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
            op.execute(f"CREATE TRIGGER {table}_{what} BEFORE {what.upper()} ON {table} {body}")
        if postgresql:
            op.execute(
                f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION contraste_append_only()"
            )
