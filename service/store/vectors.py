"""Vectors in the database: one for each text under each encoder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.embed import Encoder, Vectors, WordVectors
from matching.ids import content_id, text_hash
from service.store.insert import insert_missing, insert_new
from service.store.tables import EncoderRow, VectorRow
from service.store.word_vectors import pack_words, unpack_words

# Texts asked for at once: SQLite takes a limited number of values in one statement.
_BATCH = 500

TextVectors = tuple[Vectors, WordVectors]


@dataclass(frozen=True, slots=True)
class VectorRepository:
    """All SQL on vectors; those of another model, revision or precision are never mixed in."""

    session: Session

    def add(self, encoder: Encoder, vectors: Mapping[str, TextVectors]) -> None:
        """Store the vectors of texts; one that is stored already stays."""
        known = encoder_id(encoder)
        origin = {
            "encoder_id": known,
            "model": encoder.name,
            "revision": encoder.revision,
            "precision": encoder.precision,
        }
        insert_new(self.session, EncoderRow, origin)
        rows = [
            {
                "encoder_id": known,
                "text_hash": text_hash(text),
                "sentence": sentence,
                "words": pack_words(words),
            }
            for text, (sentence, words) in vectors.items()
        ]
        # In one order for all writers, so that two of them never wait for each other.
        rows.sort(key=lambda row: str(row["text_hash"]))
        insert_missing(self.session, VectorRow, rows)

    def get(self, encoder: Encoder, texts: Sequence[str]) -> dict[str, TextVectors]:
        """Return the vectors of those of *texts* that are stored under this encoder."""
        by_hash = {text_hash(text): text for text in texts}
        found: dict[str, TextVectors] = {}
        hashes = iter(sorted(by_hash))
        while batch := list(islice(hashes, _BATCH)):
            rows = self.session.scalars(
                select(VectorRow).where(
                    VectorRow.encoder_id == encoder_id(encoder), VectorRow.text_hash.in_(batch)
                )
            )
            for row in rows:
                text = by_hash[row.text_hash]
                found[text] = (row.sentence, unpack_words(row.words, text))
        return found

    def nearest(self, encoder: Encoder, sentence: Vectors, limit: int) -> list[tuple[str, float]]:
        """Return the hashes of the stored texts most alike, best first, with their similarity.

        Similarity is the cosine in [-1, 1]; exact search on both databases, ties by hash.
        """
        mine = select(VectorRow.text_hash, VectorRow.sentence).where(
            VectorRow.encoder_id == encoder_id(encoder)
        )
        if self.session.get_bind().dialect.name == "postgresql":
            # The database orders, a few more than asked for; the same arithmetic decides.
            distance = VectorRow.sentence.op("<=>")(sentence)
            mine = mine.order_by(distance, VectorRow.text_hash).limit(2 * limit)
        scored = [
            (hash_, round(float(np.dot(vector, sentence)), 6))
            for hash_, vector in self.session.execute(mine)
        ]
        return sorted(scored, key=lambda each: (-each[1], each[0]))[:limit]


def encoder_id(encoder: Encoder) -> str:
    """Return the identifier of what makes vectors: model, revision of the weights, precision."""
    return content_id("enc", encoder.name, encoder.revision, encoder.precision)
