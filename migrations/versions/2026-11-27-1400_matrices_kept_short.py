"""Matrices of stories are kept with each claim once: those kept otherwise are made again.

Revision: 3f8e1d70b2c6, after 7d02b6c9e451, 2026-11-27 14:00 UTC
"""

from alembic import op

revision = "3f8e1d70b2c6"
down_revision = "7d02b6c9e451"
branch_labels = None
depends_on = None

# Pages' sheets, which are kept in the same table, are as before.
_FORGET = "DELETE FROM story_matrix WHERE matrix_id LIKE 'mtx%'"


def upgrade() -> None:
    op.execute(_FORGET)


def downgrade() -> None:
    op.execute(_FORGET)
