"""Comparison or Story to Page: pure, and equal for equal input."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from matching.claim import Claim
from matching.comparison import Cell, Comparison, MatrixRow, Reading, RunConfig, Story
from matching.finding import Finding, NameRepair, Reason, Side
from matching.span import Span
from service.diff.heat import heat_of
from service.diff.page import (
    FindingItem,
    Ground,
    MatrixCell,
    MatrixGround,
    MatrixItem,
    NameItem,
    Origin,
    Page,
    Pair,
    Quote,
)
from service.diff.text import (
    UNKNOWN_LANGUAGE,
    Placed,
    anchor,
    label_key,
    make_quote,
    make_text,
    reason_span,
    reason_words,
    text_direction,
)

FINDING_KEYS = ("agree", "extra-left", "extra-right", "conflict", "undecided")
ROW_KEYS = ("agree", "extra", "conflict", "undecided")
# A reader looks for what differs first, so the list begins with it.
_LIST_ORDER = ("conflict", "undecided", "extra-left", "extra-right", "agree")


def comparison_page(comparison: Comparison, created_at: datetime) -> Page:
    """Return the page of two readings: both texts, the findings and the repaired names."""
    readings = (comparison.left, comparison.right)
    names = _named(comparison.names, readings)
    pair = _pair(comparison, 1, names)
    return Page(
        kind="comparison",
        title=f"{pair.left.source} / {pair.right.source}",
        identifier=comparison.comparison_id,
        created=_moment(created_at),
        origins=tuple(_origin(reading) for reading in readings),
        config=_config(comparison.config),
        counts=pair.counts,
        rows=(),
        names=tuple(dict.fromkeys(item for _, item in names)),
        pairs=(pair,),
    )


def story_page(story: Story, created_at: datetime, title: str | None = None) -> Page:
    """Return the page of several readings: the matrix, then each pair side by side."""
    repairs = chain(story.names, *(comparison.names for comparison in story.comparisons))
    names = _named(dict.fromkeys(repairs), story.readings)
    pairs = tuple(_pair(item, number, names) for number, item in enumerate(story.comparisons, 1))
    titles = [reading.document.title for reading in story.readings if reading.document.title]
    return Page(
        kind="story",
        title=title or next(iter(titles), " / ".join(story.sources)),
        identifier=None,
        created=_moment(created_at),
        origins=tuple(_origin(reading) for reading in story.readings),
        config=_config(story.config),
        counts=_counts(ROW_KEYS, [row.label.value for row in story.rows]),
        rows=tuple(_row(row, f"row-{i}", story, pairs) for i, row in enumerate(story.rows, 1)),
        names=tuple(dict.fromkeys(item for _, item in names)),
        pairs=pairs,
    )


def _moment(at: datetime) -> str:
    """Return *at* in UTC to the second, as RFC 3339 writes it; ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without its time zone: {at.isoformat()}")
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _config(config: RunConfig) -> tuple[tuple[str, str], ...]:
    keys = ("model", "revision", "head", "precision", "thresholds_id", "code_version")
    values = [(key, getattr(config, key)) for key in keys]
    return tuple((key, str(value)) for key, value in values if value is not None)


def _origin(reading: Reading) -> Origin:
    document = reading.document
    return Origin(
        source=document.source,
        title=document.title,
        language=reading.language,
        direction=text_direction(reading.language),
        published=document.published_at.isoformat() if document.published_at else None,
        sha256=document.sha256,
    )


def _counts(keys: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((key, found.count(key)) for key in keys)


def _pair(
    comparison: Comparison, number: int, names: Sequence[tuple[NameRepair, NameItem]]
) -> Pair:
    prefix = f"p{number}"
    placed = _place(comparison.findings, prefix)
    readings = (comparison.left, comparison.right)
    voices_only = comparison.left.document.text == comparison.right.document.text
    left, right = (
        replace(
            make_text(
                reading, side, prefix=prefix, placed=placed, names=names, voices_only=voices_only
            ),
            heat=heat_of(placed, side, len(reading.document.text)),
        )
        for reading, side in zip(readings, Side, strict=True)
    )
    return Pair(
        key=prefix,
        identifier=comparison.comparison_id,
        left=left,
        right=right,
        findings=tuple(_finding(item, comparison, prefix) for item in placed),
        counts=_counts(FINDING_KEYS, [item.label for item in placed]),
    )


def _place(findings: Iterable[Finding], prefix: str) -> tuple[Placed, ...]:
    """Number the findings by label, then by where their words stand in the texts."""

    def place(finding: Finding) -> tuple[int, list[Span], list[Span]]:
        rank = _LIST_ORDER.index(label_key(finding))
        return rank, _spans(finding.left), _spans(finding.right)

    return tuple(
        Placed(f"{prefix}-f{number}", number, label_key(finding), finding)
        for number, finding in enumerate(sorted(findings, key=place), 1)
    )


def _spans(claims: Iterable[Claim]) -> list[Span]:
    return sorted(claim.span for claim in claims)


def _named(
    repairs: Iterable[NameRepair], readings: Iterable[Reading]
) -> list[tuple[NameRepair, NameItem]]:
    """Return each repair with the item that shows it, equal ones sharing one item."""
    owners: dict[str, Reading] = {}
    for reading in readings:
        owners.setdefault(reading.document.document_id, reading)
    alike: dict[tuple[object, ...], list[NameRepair]] = {}
    for repair in repairs:
        seen = (repair.surface, repair.canonical, repair.kind, repair.score, repair.reason)
        alike.setdefault(seen, []).append(repair)
    return [
        (repair, item)
        for number, group in enumerate(alike.values(), 1)
        for item in [_name(group, owners, f"n{number}")]
        for repair in group
    ]


def _name(group: Sequence[NameRepair], owners: Mapping[str, Reading], key: str) -> NameItem:
    repair = group[0]
    found = [owners[each.document_id] for each in group if each.document_id in owners]
    return NameItem(
        key=key,
        sources=tuple(dict.fromkeys(owner.document.source for owner in found)),
        surface=repair.surface,
        canonical=repair.canonical,
        kind=repair.kind.value,
        score=round(repair.score * 100),
        reason=repair.reason,
        language=found[0].language if found else UNKNOWN_LANGUAGE,
    )


def _finding(placed: Placed, comparison: Comparison, prefix: str) -> FindingItem:
    finding = placed.finding
    return FindingItem(
        key=placed.key,
        finding_id=finding.finding_id,
        number=placed.number,
        label=placed.label,
        confidence=round(finding.confidence * 100),
        similarity=None if finding.similarity is None else round(finding.similarity * 100),
        left=_quotes(placed, comparison.left, Side.LEFT, prefix),
        right=_quotes(placed, comparison.right, Side.RIGHT, prefix),
        grounds=tuple(_ground(reason, comparison) for reason in finding.reasons),
    )


def _quotes(placed: Placed, reading: Reading, side: Side, prefix: str) -> tuple[Quote, ...]:
    spans = (reason_span(reason, side) for reason in placed.finding.reasons)
    words = [span for span in spans if span]
    return tuple(
        make_quote(claim, reading, anchor(prefix, side, claim.span), words)
        for claim in placed.claims(side)
    )


def _ground(reason: Reason, comparison: Comparison) -> Ground:
    return Ground(
        kind=reason.kind.value,
        text=reason.text,
        left=reason_words(reason, comparison.left, Side.LEFT),
        right=reason_words(reason, comparison.right, Side.RIGHT),
    )


def _row(row: MatrixRow, key: str, story: Story, pairs: Sequence[Pair]) -> MatrixItem:
    claims = {claim.claim_id for group in row.claims.values() for claim in group}
    behind = [(pair, item) for pair in pairs for item in pair.findings if _inside(item, claims)]
    paired = [(pair, item) for pair, item in behind if item.left and item.right]
    shown = paired or behind
    language = _row_language(row)
    return MatrixItem(
        key=key,
        text=row.text,
        language=language,
        direction=text_direction(language),
        label=row.label.value,
        cells=tuple(
            _cell(row, reading, f"{key}-{column}", [item for _, item in shown])
            for column, reading in enumerate(story.readings, 1)
        ),
        grounds=tuple(_matrix_ground(pair, item) for pair, item in shown),
    )


def _inside(item: FindingItem, claims: set[str]) -> bool:
    """Tell whether every claim of a finding belongs to the row with these *claims*."""
    return all(quote.claim_id in claims for quote in (*item.left, *item.right))


def _row_language(row: MatrixRow) -> str:
    """Return the language of the claim that gave the row its words; "und" when none did."""
    everything = [claim for group in row.claims.values() for claim in group]
    given = (claim for claim in everything if row.text in (claim.rendering, claim.text))
    return next((claim.language for claim in given), UNKNOWN_LANGUAGE)


def _cell(
    row: MatrixRow, reading: Reading, key: str, findings: Sequence[FindingItem]
) -> MatrixCell:
    source = reading.document.source
    ready = {quote.claim_id: quote for item in findings for quote in (*item.left, *item.right)}
    own = {claim.claim_id for claim in reading.claims}
    quotes = tuple(
        ready.get(claim.claim_id) or make_quote(claim, reading, None, ())
        for claim in row.claims.get(source, ())
        if claim.claim_id in own
    )
    # A source may issue several documents: one that has no claim here is silent.
    state = row.cells[source] if quotes else Cell.SILENT
    return MatrixCell(key=key, source=source, state=state.value, quotes=quotes)


def _matrix_ground(pair: Pair, item: FindingItem) -> MatrixGround:
    return MatrixGround(
        left=pair.left.source,
        right=pair.right.source,
        target=item.key,
        label=item.label,
        confidence=item.confidence,
        grounds=item.grounds,
    )
