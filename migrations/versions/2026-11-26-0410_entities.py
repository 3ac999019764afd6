"""Entities with aliases, mentions, and people's decisions on them.

Revision: b37e05d9a412, after 8d2b6f40c1e5, 2026-11-26 04:10 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "b37e05d9a412"
down_revision = "8d2b6f40c1e5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", name=op.f("pk_entity")),
    )
    op.create_table(
        "alias",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.entity_id"], name=op.f("fk_alias_entity_id_entity")
        ),
        sa.PrimaryKeyConstraint("entity_id", "name", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_key"), "alias", ["key"])
    op.create_table(
        "mention",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name=op.f("fk_mention_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.entity_id"], name=op.f("fk_mention_entity_id_entity")
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_entity_id"), "mention", ["entity_id"])
    _create_decisions()


def downgrade() -> None:
    op.drop_table("entity_undo")
    op.drop_index(op.f("ix_entity_decision_into_id"), "entity_decision")
    op.drop_index(op.f("ix_entity_decision_entity_id"), "entity_decision")
    op.drop_table("entity_decision")
    op.drop_index(op.f("ix_mention_entity_id"), "mention")
    op.drop_table("mention")
    op.drop_index(op.f("ix_alias_key"), "alias")
    op.drop_table("alias")
    op.drop_table("entity")


def _create_decisions() -> None:
    op.create_table(
        "entity_decision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("into_id", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.entity_id"], name=op.f("fk_entity_decision_entity_id_entity")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["entity.entity_id"], name=op.f("fk_entity_decision_into_id_entity")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entity_decision")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_entity_decision_decision_id")),
    )
    op.create_index(op.f("ix_entity_decision_entity_id"), "entity_decision", ["entity_id"])
    op.create_index(op.f("ix_entity_decision_into_id"), "entity_decision", ["into_id"])
    op.create_table(
        "entity_undo",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["entity_decision.decision_id"],
            name=op.f("fk_entity_undo_decision_id_entity_decision"),
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_entity_undo")),
    )
