"""Where names stand: mentions with the words around them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from matching.span import Span
from service.store.decided import Decided
from service.store.entity_directory import is_own
from service.store.in_batches import batches
from service.store.tables import DocumentRow, MentionRow, SourceRow

# How many letters stand on each side of a mention that is shown.
_AROUND = 90
# Pairs asked for at once: each is a condition of its own.
_PAIRS = 100


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A mention with the words around it: `before` and `after` are cut, `surface` is exact."""

    document_id: str
    source: str
    language: str | None
    span: Span
    surface: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NamePlaces:
    """All SQL on where names stand; it only reads."""

    session: Session

    def written(
        self, names: Iterable[tuple[str, str]], limit: int
    ) -> Mapping[tuple[str, str], Sequence[NamePlace]]:
        """Return up to *limit* places for each pair of an entity and one of its names.

        One place a document, by identifier; entities and names as stored, decisions aside.
        """
        wanted = sorted(set(names))
        found: dict[tuple[str, str], list[NamePlace]] = defaultdict(list)
        for batch in (wanted[at : at + _PAIRS] for at in range(0, len(wanted), _PAIRS)):
            rows = self._places(batch, limit)
            texts = self._texts({row[2] for row in rows})
            for entity_id, name, document_id, start, end in rows:
                place = _around(document_id, Span(start, end), *texts[document_id])
                found[entity_id, name].append(place)
        return found

    def places(
        self, known: Decided, entity_id: str, limit: int, *, after: tuple[str, int] | None = None
    ) -> Sequence[tuple[int, NamePlace]]:
        """Return up to *limit* mentions of an entity as it is now, document by document.

        Each comes with its position; *after* is document and position of the last one shown.
        """
        found = (
            select(MentionRow.document_id, MentionRow.position, MentionRow.start, MentionRow.end)
            .where(is_own(entity_id, known, MentionRow.entity_id, MentionRow.surface))
            .order_by(MentionRow.document_id, MentionRow.position)
            .limit(limit)
        )
        if after is not None:
            document, position = after
            found = found.where(
                or_(
                    MentionRow.document_id > document,
                    and_(MentionRow.document_id == document, MentionRow.position > position),
                )
            )
        rows = self.session.execute(found).all()
        texts = self._texts({row[0] for row in rows})
        return [
            (position, _around(document_id, Span(start, end), *texts[document_id]))
            for document_id, position, start, end in rows
        ]

    def counts(self, known: Decided, entity_id: str) -> Mapping[str, int]:
        """Return how often each name of an entity as it is now stands in documents."""
        its = is_own(entity_id, known, MentionRow.entity_id, MentionRow.surface)
        rows = self.session.execute(
            select(MentionRow.surface, func.count()).where(its).group_by(MentionRow.surface)
        )
        return {row[0]: row[1] for row in rows}

    def _places(
        self, names: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[tuple[str, str, str, int, int]]:
        which = or_(
            *(and_(MentionRow.entity_id == one, MentionRow.surface == name) for one, name in names)
        )
        key = (MentionRow.entity_id, MentionRow.surface, MentionRow.document_id)
        first = (
            select(*key, func.min(MentionRow.position).label("position"))
            .where(which)
            .group_by(*key)
            .subquery()
        )
        rank = func.row_number().over(
            partition_by=(first.c.entity_id, first.c.surface), order_by=first.c.document_id
        )
        ranked = select(first, rank.label("rank")).subquery()
        rows = self.session.execute(
            select(ranked, MentionRow.start, MentionRow.end)
            .join(
                MentionRow,
                and_(
                    MentionRow.document_id == ranked.c.document_id,
                    MentionRow.position == ranked.c.position,
                ),
            )
            .where(ranked.c.rank <= limit)
            .order_by(ranked.c.entity_id, ranked.c.surface, ranked.c.rank)
        )
        return [(row[0], row[1], row[2], row.start, row.end) for row in rows]

    def _texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str, str | None, str]]:
        """Return source, language and text of documents."""
        found: dict[str, tuple[str, str | None, str]] = {}
        for batch in batches(ids):
            rows = self.session.execute(
                select(
                    DocumentRow.document_id,
                    SourceRow.name,
                    DocumentRow.language,
                    DocumentRow.text,
                )
                .join(SourceRow, SourceRow.source_id == DocumentRow.source_id)
                .where(DocumentRow.document_id.in_(batch))
            )
            found |= {row[0]: (row[1], row[2], row[3]) for row in rows}
        return found


def _around(
    document_id: str, span: Span, source: str, language: str | None, text: str
) -> NamePlace:
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    if span.start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if span.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return NamePlace(document_id, source, language, span, span.quote(text), before, after)
