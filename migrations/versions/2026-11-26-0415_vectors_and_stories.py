"""Vectors of texts, and stories.

Revision: 41f9c2a7e860, after b37e05d9a412, 2026-11-26 04:15 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "41f9c2a7e860"
down_revision = "b37e05d9a412"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "encoder",
        sa.Column("encoder_id", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("encoder_id", name=op.f("pk_encoder")),
    )
    op.create_table(
        "text_vector",
        sa.Column("encoder_id", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("sentence", _embedding(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["encoder_id"], ["encoder.encoder_id"], name=op.f("fk_text_vector_encoder_id_encoder")
        ),
        sa.PrimaryKeyConstraint("encoder_id", "text_hash", name=op.f("pk_text_vector")),
    )
    op.create_table(
        "story",
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story")),
    )
    op.create_index(op.f("ix_story_created_at"), "story", ["created_at"])
    op.create_table(
        "story_document",
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.story_id"], name=op.f("fk_story_document_story_id_story")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.document_id"],
            name=op.f("fk_story_document_document_id_document"),
        ),
        sa.PrimaryKeyConstraint("story_id", "document_id", name=op.f("pk_story_document")),
    )
    op.create_index(op.f("ix_story_document_document_id"), "story_document", ["document_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_story_document_document_id"), "story_document")
    op.drop_table("story_document")
    op.drop_index(op.f("ix_story_created_at"), "story")
    op.drop_table("story")
    op.drop_table("text_vector")
    op.drop_table("encoder")


def _embedding() -> sa.types.TypeEngine[object]:
    if op.get_context().dialect.name != "postgresql":
        return sa.LargeBinary()
    from pgvector.sqlalchemy import VECTOR

    # A downgrade leaves it: other programs may use the same database.
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    return VECTOR()
