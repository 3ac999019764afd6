"""Texts that mean something like a question, as a task: the question itself is not stored."""

from service.store.unit import read_only
from service.work.work import Work

# How many texts are looked at before filters; several claims may share one.
_NEAREST = 400


def nearest_texts(work: Work, question: str, least: float) -> dict[str, float]:
    """Return the hashes of stored texts that are at least *least* alike, with their similarity.

    Only texts that were compared, or read in bulk, have vectors. Similarity is the cosine, in
    [-1, 1].
    """
    (sentence,) = work.plain_encoder.sentences([question])
    with read_only(work.engine) as store:
        found = store.vectors.nearest(work.plain_encoder, sentence, _NEAREST)
    return {text_hash: score for text_hash, score in found if score >= least}
