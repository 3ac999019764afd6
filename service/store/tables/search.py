"""What claims are found by: their words, and the texts that vectors stand for."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


class ClaimWordRow(Base):
    """A word of a claim without case and accents; derived from its text."""

    __tablename__ = "claim_word"
    __table_args__ = (
        # So that a word is found by its beginning whatever order of letters the server has.
        Index("ix_claim_word_prefix", "word", postgresql_ops={"word": "text_pattern_ops"}),
    )

    word: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(
        ForeignKey("claim.claim_id"), primary_key=True, index=True
    )


class ClaimTextRow(Base):
    """The hash of a text that a claim is compared by: its words, or its rendering."""

    __tablename__ = "claim_text"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(
        ForeignKey("claim.claim_id"), primary_key=True, index=True
    )
