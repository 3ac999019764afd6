"""What servers gave with feeds and pages, to ask again only for what changed.

Revision: 5ac2e81f7d36, after 7e25c0b9d1a4, 2026-11-26 06:25 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "5ac2e81f7d36"
down_revision = "7e25c0b9d1a4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetch",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_fetch")),
    )


def downgrade() -> None:
    op.drop_table("fetch")
