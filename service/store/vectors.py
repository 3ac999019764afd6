"""Vectors in the database: one for each text under each encoder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from matching.embed import Encoder, Vectors, WordVectors
from matching.ids import content_id, text_hash
from service.store.in_batches import batches
from service.store.insert import Values, insert_missing, insert_new
from service.store.tables import EncoderRow, VectorRow
from service.store.word_vectors import pack_words, unpack_words

TextVectors = tuple[Vectors, WordVectors]


@dataclass(frozen=True, slots=True)
class VectorRepository:
    """All SQL on vectors; those of another model, revision or precision are never mixed in."""

    session: Session

    def add(self, encoder: Encoder, vectors: Mapping[str, TextVectors]) -> None:
        """Store the vectors of texts; one that is stored with its words already stays."""
        made_by = self._made_by(encoder)
        hashes = map(text_hash, vectors)
        for wordless in batches(self._held(encoder, hashes, VectorRow.words == b"")):
            gone = VectorRow.text_hash.in_(wordless)
            self.session.execute(delete(VectorRow).where(VectorRow.encoder_id == made_by, gone))
        rows = [
            _row(made_by, text, sentence, pack_words(words))
            for text, (sentence, words) in vectors.items()
        ]
        insert_missing(self.session, VectorRow, rows)

    def add_sentences(self, encoder: Encoder, sentences: Mapping[str, Vectors]) -> None:
        """Store the vectors of texts without those of their words, which take most of the room.

        A text whose words are asked for later is embedded once more.
        """
        made_by = self._made_by(encoder)
        rows = [_row(made_by, text, sentence, b"") for text, sentence in sentences.items()]
        insert_missing(self.session, VectorRow, rows)

    def unknown(self, encoder: Encoder, texts: Iterable[str]) -> list[str]:
        """Return those of *texts* that have no vector under this encoder, each once."""
        by_hash = {text_hash(text): text for text in texts}
        known = self._held(encoder, by_hash)
        return [text for hash_, text in by_hash.items() if hash_ not in known]

    def get(self, encoder: Encoder, texts: Sequence[str]) -> dict[str, TextVectors]:
        """Return those of *texts* that are stored with their words under this encoder."""
        by_hash = {text_hash(text): text for text in texts}
        found: dict[str, TextVectors] = {}
        for batch in batches(by_hash):
            rows = self.session.scalars(
                select(VectorRow).where(
                    VectorRow.encoder_id == encoder_id(encoder),
                    VectorRow.text_hash.in_(batch),
                    VectorRow.words != b"",
                )
            )
            for row in rows:
                text = by_hash[row.text_hash]
                found[text] = (row.sentence, unpack_words(row.words, text))
        return found

    def sentences(self, encoder: Encoder, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the sentences' vectors of those of *texts* that are stored under this encoder."""
        by_hash = {text_hash(text): text for text in texts}
        found: dict[str, Vectors] = {}
        for batch in batches(by_hash):
            rows = self.session.execute(
                select(VectorRow.text_hash, VectorRow.sentence).where(
                    VectorRow.encoder_id == encoder_id(encoder), VectorRow.text_hash.in_(batch)
                )
            )
            found |= {by_hash[hash_]: vector for hash_, vector in rows}
        return found

    def _held(
        self, encoder: Encoder, hashes: Iterable[str], *conditions: ColumnElement[bool]
    ) -> set[str]:
        """Return those of *hashes* that are stored."""
        found: set[str] = set()
        for batch in batches(hashes):
            found |= set(
                self.session.scalars(
                    select(VectorRow.text_hash).where(
                        VectorRow.encoder_id == encoder_id(encoder),
                        VectorRow.text_hash.in_(batch),
                        *conditions,
                    )
                )
            )
        return found

    def _made_by(self, encoder: Encoder) -> str:
        """Store what makes vectors where it is new; return its identifier."""
        known = encoder_id(encoder)
        origin = {
            "encoder_id": known,
            "model": encoder.name,
            "revision": encoder.revision,
            "precision": encoder.precision,
        }
        insert_new(self.session, EncoderRow, origin)
        return known

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


def _row(made_by: str, text: str, sentence: Vectors, words: bytes) -> Values:
    return {
        "encoder_id": made_by,
        "text_hash": text_hash(text),
        "sentence": sentence,
        "words": words,
    }


def encoder_id(encoder: Encoder) -> str:
    """Return the identifier of what makes vectors: model, revision of the weights, precision."""
    return content_id("enc", encoder.name, encoder.revision, encoder.precision)
