"""The review desk: blind judgements, batches of them, and who is to judge what.

Revision: 3c8e51d7a096, after 3d70a95e1c8b, 2026-11-26 07:20 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "3c8e51d7a096"
down_revision = "3d70a95e1c8b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("judgement", sa.Column("blind", sa.Boolean(), nullable=True))
    op.create_table(
        "judgement_batch",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_judgement_batch")),
    )
    op.create_index(op.f("ix_judgement_batch_author"), "judgement_batch", ["author"])
    _create_items()
    _create_assignments()


def downgrade() -> None:
    for column in ("story_id", "comparison_id", "assignee"):
        op.drop_index(op.f(f"ix_assignment_{column}"), "assignment")
    op.drop_table("assignment")
    op.drop_index(op.f("ix_judgement_batch_item_judgement_id"), "judgement_batch_item")
    op.drop_table("judgement_batch_item")
    op.drop_index(op.f("ix_judgement_batch_author"), "judgement_batch")
    op.drop_table("judgement_batch")
    op.drop_column("judgement", "blind")


def _create_items() -> None:
    op.create_table(
        "judgement_batch_item",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("judgement_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["judgement_batch.batch_id"],
            name=op.f("fk_judgement_batch_item_batch_id_judgement_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["judgement.judgement_id"],
            name=op.f("fk_judgement_batch_item_judgement_id_judgement"),
        ),
        sa.PrimaryKeyConstraint("batch_id", "judgement_id", name=op.f("pk_judgement_batch_item")),
    )
    op.create_index(
        op.f("ix_judgement_batch_item_judgement_id"), "judgement_batch_item", ["judgement_id"]
    )


def _create_assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("comparison_id", sa.String(), nullable=True),
        sa.Column("finding_id", sa.String(), nullable=True),
        sa.Column("story_id", sa.String(), nullable=True),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id", "finding_id"],
            ["finding.comparison_id", "finding.finding_id"],
            name=op.f("fk_assignment_comparison_id_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["comparison.comparison_id"],
            name=op.f("fk_assignment_comparison_id_comparison"),
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.story_id"], name=op.f("fk_assignment_story_id_story")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_assignment")),
    )
    for column in ("assignee", "comparison_id", "story_id"):
        op.create_index(op.f(f"ix_assignment_{column}"), "assignment", [column])
