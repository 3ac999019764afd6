"""The matrix of a story: clusters of claims that report one fact, by source."""

from collections.abc import Mapping, Sequence

from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.claim import Claim
from matching.comparison import Cell, Comparison, MatrixRow, Reading
from matching.embed import Encoder
from matching.finding import Label
from matching.scoring import score_within
from matching.thresholds import Thresholds

_Edge = tuple[str, str]


def build_matrix(
    readings: Sequence[Reading],
    comparisons: Sequence[Comparison],
    encoder: Encoder,
    thresholds: Thresholds,
) -> tuple[MatrixRow, ...]:
    """Return the rows of the matrix in the order of their first words.

    Claims belong together when some comparison paired them as agreeing or in conflict,
    or when one source says the same twice. A source that conflicts with an earlier
    source of the row contradicts it; a source without a claim in the row is silent.
    """
    claims = {claim.claim_id: claim for reading in readings for claim in reading.claims}
    place = {claim_id: position for position, claim_id in enumerate(claims)}
    agreeing = _edges(comparisons, Label.AGREE) | _repeated(readings, encoder, thresholds)
    opposed = _edges(comparisons, Label.CONFLICT)
    clusters = _clusters(list(claims), agreeing | opposed)
    source_of = {claim.claim_id: one.document.source for one in readings for claim in one.claims}
    rows = [
        _row([claims[i] for i in cluster], readings, source_of, opposed) for cluster in clusters
    ]
    return tuple(
        row
        for _, row in sorted(
            zip((min(place[i] for i in cluster) for cluster in clusters), rows, strict=True),
            key=lambda entry: entry[0],
        )
    )


def _edges(comparisons: Sequence[Comparison], label: Label) -> set[_Edge]:
    return {
        (left.claim_id, right.claim_id)
        for comparison in comparisons
        for finding in comparison.findings
        if finding.label is label
        for left in finding.left
        for right in finding.right
    }


def _repeated(readings: Sequence[Reading], encoder: Encoder, thresholds: Thresholds) -> set[_Edge]:
    """Return the pairs by which one source says the same fact twice."""
    edges: set[_Edge] = set()
    for reading in readings:
        near = score_within(reading.claims, encoder, thresholds)
        for (i, j), evidence in near.items():
            is_same = evidence.similarity >= thresholds.alignment.repeated
            if is_same and not evidence.differing:
                edges.add((reading.claims[i].claim_id, reading.claims[j].claim_id))
    return edges


def _clusters(ids: Sequence[str], edges: set[_Edge]) -> list[list[str]]:
    place = {claim_id: index for index, claim_id in enumerate(ids)}
    ordered = sorted((place[one], place[two]) for one, two in edges)
    rows, columns = [one for one, _ in ordered], [two for _, two in ordered]
    graph = coo_array(([1] * len(rows), (rows, columns)), shape=(len(ids), len(ids)))
    count, labels = connected_components(graph, directed=False)
    clusters: list[list[str]] = [[] for _ in range(count)]
    for claim_id, label in zip(ids, labels, strict=True):
        clusters[label].append(claim_id)
    return clusters


def _row(
    cluster: Sequence[Claim],
    readings: Sequence[Reading],
    source_of: Mapping[str, str],
    opposed: set[_Edge],
) -> MatrixRow:
    """Return the row of *cluster*, whose claims are in the order of *readings*."""
    by_source: dict[str, list[Claim]] = {}
    for claim in cluster:
        by_source.setdefault(source_of[claim.claim_id], []).append(claim)
    cells: dict[str, Cell] = {}
    for reading in readings:
        source = reading.document.source
        cells[source] = _cell(source, by_source, cells, opposed)
    return MatrixRow(
        text=_title(cluster),
        label=_label(cells),
        cells=cells,
        claims={source: tuple(found) for source, found in by_source.items()},
    )


def _cell(
    source: str,
    by_source: dict[str, list[Claim]],
    cells: dict[str, Cell],
    opposed: set[_Edge],
) -> Cell:
    if source not in by_source:
        return Cell.SILENT
    earlier = [
        claim
        for other, cell in cells.items()
        if cell is Cell.SAYS and other != source
        for claim in by_source[other]
    ]
    contradicts = any(
        (one.claim_id, two.claim_id) in opposed or (two.claim_id, one.claim_id) in opposed
        for one in earlier
        for two in by_source[source]
    )
    return Cell.CONTRADICTS if contradicts else Cell.SAYS


def _label(cells: dict[str, Cell]) -> Label:
    values = list(cells.values())
    if Cell.CONTRADICTS in values:
        return Label.CONFLICT
    return Label.AGREE if values.count(Cell.SAYS) > 1 else Label.EXTRA


def _title(cluster: Sequence[Claim]) -> str:
    """Return the shortest reading that stands by itself: the row's name."""
    renderings = [claim.rendering for claim in cluster]
    return min(renderings, key=lambda text: (len(text), text))
