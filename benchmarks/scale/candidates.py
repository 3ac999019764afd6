"""How many pairs of documents a night would look at: documents of some days that share names.

Grouping into stories decides on these; what is counted here is what blocking lets through.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, text

# A story is told within so many days of its first document.
WINDOW = timedelta(days=2)
# Documents that share so many names, each written by at most so many of the window's documents.
_SHARED, _MOST_DOCUMENTS = 3, 60


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a new document and another one of the window, once each."""

    pairs: tuple[tuple[str, str], ...]
    in_window: int


def candidates(engine: Engine, new: Sequence[str]) -> Candidates:
    """Return the pairs that *new* documents make with those published within the window."""
    with engine.connect() as connection:
        bounds = connection.execute(
            text(
                "SELECT min(published_at), max(published_at) FROM document "
                "WHERE document_id = ANY(:new)"
            ),
            {"new": list(new)},
        ).one()
        rows = connection.execute(
            text(
                "SELECT DISTINCT m.entity_id, m.document_id FROM mention m "
                "JOIN document d USING (document_id) "
                "WHERE d.published_at BETWEEN :first AND :last AND m.entity_id IS NOT NULL"
            ),
            {"first": bounds[0] - WINDOW, "last": bounds[1] + WINDOW},
        ).all()
    by_entity: dict[str, list[str]] = {}
    for entity_id, document_id in rows:
        by_entity.setdefault(entity_id, []).append(document_id)
    wanted = frozenset(new)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in by_entity.values():
        if len(documents) > _MOST_DOCUMENTS:
            continue
        for one in documents:
            if one in wanted:
                shared.update(
                    (one, two)
                    for two in documents
                    if two != one and (two not in wanted or one < two)
                )
    pairs = tuple(sorted(pair for pair, count in shared.items() if count >= _SHARED))
    return Candidates(pairs, len({document_id for _, document_id in rows}))
