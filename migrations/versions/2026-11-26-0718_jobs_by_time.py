"""Jobs are listed by when they were asked for.

Revision: 3d70a95e1c8b, after c47e05d2b916, 2026-11-26 07:18 UTC
"""

from alembic import op

revision = "3d70a95e1c8b"
down_revision = "c47e05d2b916"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_job_created_at_job_id", "job", ["created_at", "job_id"])


def downgrade() -> None:
    op.drop_index("ix_job_created_at_job_id", table_name="job")
