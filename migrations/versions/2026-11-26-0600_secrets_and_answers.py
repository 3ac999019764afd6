"""The installation's secret, and answers to requests with an Idempotency-Key.

Revision: d40b7e92f815, after b1d9f4a06c32, 2026-11-26 06:00 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "d40b7e92f815"
down_revision = "b1d9f4a06c32"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "answer",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_expires_at"), "answer", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_answer_expires_at"), "answer")
    op.drop_table("answer")
    op.drop_table("secret")
