"""Reports and alerts on their way out: what is sent, to whom, and how far each of them is.

Revision: b3d1f0a86c52, after 5e2c9a7d1b40, 2026-11-26 10:00 UTC
"""

import sqlalchemy as sa
from alembic import op

revision = "b3d1f0a86c52"
down_revision = "5e2c9a7d1b40"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_item",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("about_on", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_outbox_item")),
    )
    op.create_index("ix_outbox_item_created_at_item_id", "outbox_item", ["created_at", "item_id"])
    op.create_table(
        "outbox_form",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["outbox_item.item_id"],
            name=op.f("fk_outbox_form_item_id_outbox_item"),
        ),
        sa.PrimaryKeyConstraint("item_id", "name", name=op.f("pk_outbox_form")),
    )
    _delivery()


def downgrade() -> None:
    for table in ("delivery", "outbox_form", "outbox_item"):
        op.drop_table(table)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["outbox_item.item_id"], name=op.f("fk_delivery_item_id_outbox_item")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("item_id", "channel", "target", name=op.f("uq_delivery_item_id")),
    )
    op.create_index("ix_delivery_state_next_at", "delivery", ["state", "next_at"])
    op.create_index("ix_delivery_queued_at_delivery_id", "delivery", ["queued_at", "delivery_id"])
