"""What stories expect, their matrices, batches of pairs; comparisons within a story.

Revision: 7e25c0b9d1a4, after d40b7e92f815, 2026-11-26 06:20 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "7e25c0b9d1a4"
down_revision = "d40b7e92f815"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comparison", sa.Column("context", sa.String(), nullable=True))
    op.create_table(
        "story_source",
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.source_id"], name=op.f("fk_story_source_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.story_id"], name=op.f("fk_story_source_story_id_story")
        ),
        sa.PrimaryKeyConstraint("story_id", "source_id", name=op.f("pk_story_source")),
    )
    op.create_index(op.f("ix_story_source_source_id"), "story_source", ["source_id"])
    op.create_table(
        "story_matrix",
        sa.Column("matrix_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("matrix_id", name=op.f("pk_story_matrix")),
    )
    op.create_index(op.f("ix_story_matrix_created_at"), "story_matrix", ["created_at"])
    op.create_table(
        "pair_batch",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_pair_batch")),
    )
    op.create_index(op.f("ix_pair_batch_expires_at"), "pair_batch", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_pair_batch_expires_at"), "pair_batch")
    op.drop_table("pair_batch")
    op.drop_index(op.f("ix_story_matrix_created_at"), "story_matrix")
    op.drop_table("story_matrix")
    op.drop_index(op.f("ix_story_source_source_id"), "story_source")
    op.drop_table("story_source")
    op.drop_column("comparison", "context")
