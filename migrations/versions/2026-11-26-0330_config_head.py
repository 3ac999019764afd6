"""Configurations name the entailment head that judged.

Revision: 5c1d0a9e77b2, after a1717da649d6, 2026-11-26 03:30 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "5c1d0a9e77b2"
down_revision = "a1717da649d6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("config", sa.Column("head", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("config", "head")
