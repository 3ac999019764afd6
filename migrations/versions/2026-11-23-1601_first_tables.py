"""The first tables: sources, documents, claims, comparisons, findings.

Revision: a1717da649d6, the first, 2026-11-23 16:01 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "a1717da649d6"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "config",
        sa.Column("config_id", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.Column("thresholds_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("config_id", name=op.f("pk_config")),
    )
    op.create_table(
        "source",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "document",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("revision_of", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_offset", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_of"], ["document.document_id"], name=op.f("fk_document_revision_of_document")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.source_id"], name=op.f("fk_document_source_id_source")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])
    op.create_index(op.f("ix_document_source_id"), "document", ["source_id"])
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rendering", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=False),
        sa.Column("attribution_kind", sa.String(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name=op.f("fk_claim_document_id_document")
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_document_id"), "claim", ["document_id"])
    op.create_table(
        "comparison",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("left_id", sa.String(), nullable=False),
        sa.Column("right_id", sa.String(), nullable=False),
        sa.Column("config_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["config_id"], ["config.config_id"], name=op.f("fk_comparison_config_id_config")
        ),
        sa.ForeignKeyConstraint(
            ["left_id"], ["document.document_id"], name=op.f("fk_comparison_left_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["document.document_id"], name=op.f("fk_comparison_right_id_document")
        ),
        sa.PrimaryKeyConstraint("comparison_id", name=op.f("pk_comparison")),
    )
    op.create_index(op.f("ix_comparison_created_at"), "comparison", ["created_at"])
    op.create_index(op.f("ix_comparison_left_id"), "comparison", ["left_id"])
    op.create_index(op.f("ix_comparison_right_id"), "comparison", ["right_id"])
    op.create_table(
        "passage",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("handle", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name=op.f("fk_passage_document_id_document")
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_passage")),
    )
    op.create_table(
        "finding",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["comparison.comparison_id"],
            name=op.f("fk_finding_comparison_id_comparison"),
        ),
        sa.PrimaryKeyConstraint("comparison_id", "finding_id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_label"), "finding", ["label"])
    op.create_table(
        "name_repair",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["comparison.comparison_id"],
            name=op.f("fk_name_repair_comparison_id_comparison"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.document_id"],
            name=op.f("fk_name_repair_document_id_document"),
        ),
        sa.PrimaryKeyConstraint("comparison_id", "position", name=op.f("pk_name_repair")),
    )
    op.create_index(op.f("ix_name_repair_document_id"), "name_repair", ["document_id"])
    op.create_table(
        "finding_claim",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.claim_id"], name=op.f("fk_finding_claim_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["comparison_id", "finding_id"],
            ["finding.comparison_id", "finding.finding_id"],
            name=op.f("fk_finding_claim_comparison_id_finding"),
        ),
        sa.PrimaryKeyConstraint(
            "comparison_id", "finding_id", "claim_id", name=op.f("pk_finding_claim")
        ),
    )


def downgrade() -> None:
    op.drop_table("finding_claim")
    op.drop_index(op.f("ix_name_repair_document_id"), "name_repair")
    op.drop_table("name_repair")
    op.drop_index(op.f("ix_finding_label"), "finding")
    op.drop_table("finding")
    op.drop_table("passage")
    op.drop_index(op.f("ix_comparison_right_id"), "comparison")
    op.drop_index(op.f("ix_comparison_left_id"), "comparison")
    op.drop_index(op.f("ix_comparison_created_at"), "comparison")
    op.drop_table("comparison")
    op.drop_index(op.f("ix_claim_document_id"), "claim")
    op.drop_table("claim")
    op.drop_index(op.f("ix_document_source_id"), "document")
    op.drop_index(op.f("ix_document_sha256"), "document")
    op.drop_table("document")
    op.drop_table("source")
    op.drop_table("config")
