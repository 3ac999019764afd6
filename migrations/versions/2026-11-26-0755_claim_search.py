"""Claims are found by their words and by what their vectors stand for.

Revision: 5e2c9a7d1b40, after 3c8e51d7a096, 2026-11-26 07:55 UTC
"""

import sqlalchemy as sa
from alembic import op

from service.store.claim_words import text_rows, word_rows
from service.store.tables.types import ExactText

revision = "5e2c9a7d1b40"
down_revision = "3c8e51d7a096"
branch_labels = None
depends_on = None

_BATCH = 500


def upgrade() -> None:
    word = op.create_table(
        "claim_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_word_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("word", "claim_id", name=op.f("pk_claim_word")),
    )
    text = op.create_table(
        "claim_text",
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_text_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("text_hash", "claim_id", name=op.f("pk_claim_text")),
    )
    _fill(word, text)
    for table in ("claim_word", "claim_text"):
        op.create_index(op.f(f"ix_{table}_claim_id"), table, ["claim_id"])
    op.create_index(
        "ix_claim_word_prefix",
        "claim_word",
        ["word"],
        postgresql_ops={"word": "text_pattern_ops"},
    )


def downgrade() -> None:
    op.drop_table("claim_text")
    op.drop_table("claim_word")


def _fill(word: sa.Table, text: sa.Table) -> None:
    """Index the claims that are stored already, some at a time."""
    connection = op.get_bind()
    claim = sa.table(
        "claim",
        sa.column("claim_id", sa.String()),
        sa.column("text", ExactText()),
        sa.column("rendering", ExactText()),
    )
    last = ""
    while True:
        found = connection.execute(
            sa.select(claim).where(claim.c.claim_id > last).order_by(claim.c.claim_id).limit(_BATCH)
        ).all()
        if not found:
            return
        claims = [(row[0], row[1], row[2]) for row in found]
        for table, rows in ((word, [*word_rows(claims)]), (text, [*text_rows(claims)])):
            if rows:
                connection.execute(table.insert(), rows)
        last = claims[-1][0]
