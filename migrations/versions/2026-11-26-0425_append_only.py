"""The database itself refuses to change or delete what is only ever appended.

Revision: e9c4715d2b03, after 6a0d83b5f917, 2026-11-26 04:25 UTC
"""

from alembic import op

revision = "e9c4715d2b03"
down_revision = "6a0d83b5f917"
branch_labels = None
depends_on = None

_TABLES = (
    "revision",
    "reading",
    "reading_claim",
    "comparison",
    "comparison_reading",
    "finding",
    "finding_claim",
    "name_repair",
    "entity_decision",
    "entity_undo",
    "judgement",
    "audit",
)
# What a document's identifier and offsets rest on.
_FIXED = (
    "document_id",
    "source_id",
    "revision_of",
    "text",
    "sha256",
    "published_at",
    "published_offset",
    "stored_at",
)

_FUNCTION = """
CREATE FUNCTION contraste_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        _upgrade_sqlite()


def downgrade() -> None:
    postgresql = op.get_context().dialect.name == "postgresql"
    for table, name, _ in _guards():
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        for table in (*_TABLES, "document"):
            op.execute(f"DROP TRIGGER {table}_truncate ON {table}")
        op.execute("DROP FUNCTION contraste_append_only()")


def _guards() -> list[tuple[str, str, str]]:
    """Return table, trigger and what it stops."""
    return [
        *((table, f"{table}_update", "UPDATE") for table in _TABLES),
        *((table, f"{table}_delete", "DELETE") for table in _TABLES),
        ("document", "document_update", f"UPDATE OF {', '.join(_FIXED)}"),
        ("document", "document_delete", "DELETE"),
    ]


def _upgrade_postgresql() -> None:
    op.execute(_FUNCTION)
    for table, name, what in _guards():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {what} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION contraste_append_only()"
        )
    for table in (*_TABLES, "document"):
        op.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION contraste_append_only()"
        )


def _upgrade_sqlite() -> None:
    for table, name, what in _guards():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {what} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )
