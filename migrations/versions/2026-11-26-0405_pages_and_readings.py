"""Pages with their revisions, whole readings, and what is known of sources.

Revision: 8d2b6f40c1e5, after 5c1d0a9e77b2, 2026-11-26 04:05 UTC
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "8d2b6f40c1e5"
down_revision = "5c1d0a9e77b2"
branch_labels = None
depends_on = None

_FACTS = ("kind", "handle", "country", "language", "time_zone", "feed")
_PASSAGE = (
    ("posted_on", sa.Date()),
    ("truncated", sa.Boolean()),
    ("copy_start", sa.Integer()),
    ("copy_end", sa.Integer()),
)


def upgrade() -> None:
    for name in _FACTS:
        kind = sa.Text() if name in {"handle", "feed"} else sa.String()
        op.add_column("source", sa.Column(name, kind, nullable=True))
    for name, column_type in _PASSAGE:
        op.add_column("passage", sa.Column(name, column_type, nullable=True))
    op.add_column("finding", sa.Column("similarity", sa.Double(), nullable=True))
    op.add_column(
        "finding_claim", sa.Column("position", sa.Integer(), nullable=False, server_default="0")
    )
    _create_pages()
    _create_readings()
    _fill_pages()


def downgrade() -> None:
    op.drop_index(op.f("ix_comparison_reading_reading_id"), "comparison_reading")
    op.drop_table("comparison_reading")
    op.drop_index(op.f("ix_reading_claim_claim_id"), "reading_claim")
    op.drop_table("reading_claim")
    op.drop_index(op.f("ix_reading_document_id"), "reading")
    op.drop_table("reading")
    op.drop_index(op.f("ix_revision_document_id"), "revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_page_source_id"), "page")
    op.drop_table("page")
    op.drop_column("finding_claim", "position")
    op.drop_column("finding", "similarity")
    for name, _ in reversed(_PASSAGE):
        op.drop_column("passage", name)
    for name in reversed(_FACTS):
        op.drop_column("source", name)


def _create_pages() -> None:
    op.create_table(
        "page",
        sa.Column("page_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.source_id"], name=op.f("fk_page_source_id_source")
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page")),
    )
    op.create_index(op.f("ix_page_source_id"), "page", ["source_id"])
    op.create_table(
        "revision",
        sa.Column("page_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page.page_id"], name=op.f("fk_revision_page_id_page")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name=op.f("fk_revision_document_id_document")
        ),
        sa.PrimaryKeyConstraint("page_id", "number", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_document_id"), "revision", ["document_id"])


def _create_readings() -> None:
    op.create_table(
        "reading",
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name=op.f("fk_reading_document_id_document")
        ),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_document_id"), "reading", ["document_id"])
    op.create_table(
        "reading_claim",
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.reading_id"], name=op.f("fk_reading_claim_reading_id_reading")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.claim_id"], name=op.f("fk_reading_claim_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("reading_id", "claim_id", name=op.f("pk_reading_claim")),
    )
    op.create_index(op.f("ix_reading_claim_claim_id"), "reading_claim", ["claim_id"])
    op.create_table(
        "comparison_reading",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["comparison.comparison_id"],
            name=op.f("fk_comparison_reading_comparison_id_comparison"),
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["reading.reading_id"],
            name=op.f("fk_comparison_reading_reading_id_reading"),
        ),
        sa.PrimaryKeyConstraint("comparison_id", "side", name=op.f("pk_comparison_reading")),
    )
    op.create_index(op.f("ix_comparison_reading_reading_id"), "comparison_reading", ["reading_id"])


def _fill_pages() -> None:
    """Give the documents stored so far their pages: those of one source and title share one."""
    connection = op.get_bind()
    documents = connection.execute(
        sa.text(
            "SELECT document_id, source_id, title, sha256, revision_of, stored_at"
            " FROM document ORDER BY stored_at, document_id"
        ).columns(stored_at=sa.DateTime())
    ).all()
    chains: dict[str, list[str]] = {}
    moments = {row.document_id: row.stored_at for row in documents}
    for row in _earlier_first(documents):
        kind, key = ("title", row.title) if row.title else ("text", row.sha256)
        page_id = _content_id("pag", row.source_id, kind, key)
        if page_id not in chains:
            connection.execute(
                sa.text("INSERT INTO page VALUES (:page_id, :source_id, :kind, :key)"),
                {"page_id": page_id, "source_id": row.source_id, "kind": kind, "key": key},
            )
        chains.setdefault(page_id, []).append(row.document_id)
    for page_id, chain in chains.items():
        for number, document_id in enumerate(chain, start=1):
            connection.execute(
                sa.text("INSERT INTO revision VALUES (:page, :number, :document, :at)").bindparams(
                    sa.bindparam("at", type_=sa.DateTime())
                ),
                {
                    "page": page_id,
                    "number": number,
                    "document": document_id,
                    "at": moments[document_id],
                },
            )


def _earlier_first(documents):
    """Order *documents* so that each follows the one it is a revision of."""
    rows = {row.document_id: row for row in documents}
    ordered = {}

    def place(row) -> None:
        chain = []
        while row is not None and row.document_id not in ordered:
            chain.append(row)
            row = rows.get(row.revision_of)
        for each in reversed(chain):
            ordered[each.document_id] = each

    for row in documents:
        place(row)
    return list(ordered.values())


def _content_id(prefix: str, *parts: object) -> str:
    # As matching.ids had it on this day.
    joined = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return f"{prefix}_{hashlib.sha256(joined.encode('ascii')).hexdigest()[:20]}"
