"""Vectors of texts: each is computed once for each encoder."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import Embedding, Vector


class EncoderRow(Base):
    """What made vectors; those of two encoders never mix."""

    __tablename__ = "encoder"

    encoder_id: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str]
    revision: Mapped[str]
    precision: Mapped[str]


class VectorRow(Base):
    """The vector of one text, and those of its words; the text itself is known by its hash."""

    # A table named "vector" would clash with pgvector's type.
    __tablename__ = "text_vector"

    encoder_id: Mapped[str] = mapped_column(ForeignKey("encoder.encoder_id"), primary_key=True)
    text_hash: Mapped[str] = mapped_column(primary_key=True)
    sentence: Mapped[Vector] = mapped_column(Embedding)
    words: Mapped[bytes] = mapped_column(LargeBinary)
