"""Stories by themselves: profiles of documents, groupings with reasons, people's corrections.

Revision: 7d02b6c9e451, after 1c7f4e9a2d63, 2026-11-26 11:10 UTC
"""

import sqlalchemy as sa
from alembic import op

from service.store.tables.types import Embedding

revision = "7d02b6c9e451"
down_revision = "1c7f4e9a2d63"
branch_labels = None
depends_on = None

_GUARDED = ("story_grouping", "story_decision", "story_undo")
_TABLES = ("grouping_profile", "grouping_key", "grouping_vector", *_GUARDED)


def upgrade() -> None:
    _create_profiles()
    _create_decisions()
    _guard()
    if op.get_context().dialect.name == "postgresql":
        # The embedded model's; vectors of other lengths are searched without an index.
        op.execute(
            "CREATE INDEX ix_grouping_vector_hnsw ON grouping_vector"
            " USING hnsw ((vector::vector(384)) vector_cosine_ops)"
            " WHERE vector_dims(vector) = 384"
        )


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _document() -> sa.Column[str]:
    return sa.Column("document_id", sa.String(), nullable=False)


def _of_document(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_document_id_document")
    return sa.ForeignKeyConstraint(["document_id"], ["document.document_id"], name=name)


def _create_profiles() -> None:
    op.create_table(
        "grouping_profile",
        _document(),
        sa.Column("encoder_id", sa.String(), nullable=False),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        _of_document("grouping_profile"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_grouping_profile")),
    )
    op.create_table(
        "grouping_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _document(),
        _of_document("grouping_key"),
        sa.PrimaryKeyConstraint("key", "at", "document_id", name=op.f("pk_grouping_key")),
    )
    op.create_table(
        "grouping_vector",
        _document(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("vector", Embedding(), nullable=False),
        _of_document("grouping_vector"),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_grouping_vector")),
    )
    op.create_index(op.f("ix_grouping_profile_at"), "grouping_profile", ["at"])
    op.create_index(op.f("ix_grouping_key_document_id"), "grouping_key", ["document_id"])
    op.create_index(op.f("ix_grouping_vector_at"), "grouping_vector", ["at"])


def _create_decisions() -> None:
    op.create_table(
        "story_grouping",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _document(),
        sa.Column("story_id", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("model", "revision", "code_version", "thresholds_id")
        ),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        _of_document("story_grouping"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_story_grouping")),
    )
    for column in ("document_id", "story_id"):
        op.create_index(op.f(f"ix_story_grouping_{column}"), "story_grouping", [column])
    op.create_table(
        "story_decision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("together", "apart", "moved")),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_story_decision")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_story_decision_decision_id")),
    )
    op.create_table(
        "story_undo",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["story_decision.decision_id"],
            name=op.f("fk_story_undo_decision_id_story_decision"),
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_story_undo")),
    )


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
