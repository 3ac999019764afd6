"""How the reason of a name's repair was made, so that it can be told in any language.

Revision: 9b1f6c3e7a24, after 5ac2e81f7d36, 2026-11-26 06:45 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "9b1f6c3e7a24"
down_revision = "5ac2e81f7d36"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Rebuilding the table would lose its triggers.
    op.add_column("name_repair", sa.Column("made", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("name_repair", "made")
