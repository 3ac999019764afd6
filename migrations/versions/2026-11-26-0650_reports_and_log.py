"""What reports and the log are asked for: who, what, and when a text changed.

Revision: 1f8a6c3e7b52, after 9b1f6c3e7a24, 2026-11-26 06:50 UTC
"""

from alembic import op

revision = "1f8a6c3e7b52"
down_revision = "9b1f6c3e7a24"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_audit_action"), "audit", ["action"])
    op.create_index(op.f("ix_audit_actor"), "audit", ["actor"])
    op.create_index(op.f("ix_revision_seen_at"), "revision", ["seen_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_revision_seen_at"), "revision")
    op.drop_index(op.f("ix_audit_actor"), "audit")
    op.drop_index(op.f("ix_audit_action"), "audit")
