"""Figures of our own pairs of documents: links with their labels, false conflicts, order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.figure import Bound, Figure
from benchmarks.gold_words import locate
from benchmarks.labels.engines import Engines
from benchmarks.labels.gold import DocumentPair
from benchmarks.story_gold import Tally, covers, score_comparison
from matching.claim import Claim
from matching.comparison import Comparison, Reading
from matching.document import Document
from matching.finding import Label
from matching.span import Span

Findings = frozenset[tuple[tuple[str, ...], tuple[str, ...], str]]
"""What was found, without places: texts of the left, of the right, and the label."""

_LINKING = (Label.AGREE, Label.CONFLICT)


@dataclass(slots=True)
class DocumentScores:
    """Counts over pairs of documents; `tally` has conflicts and extras.

    A link is one left claim beside one right claim in an agreeing or conflicting finding.
    """

    pairs: int = 0
    links: int = 0
    right_links: int = 0
    rows: int = 0
    found_rows: int = 0
    tally: Tally = field(default_factory=Tally)

    @property
    def precision(self) -> float:
        """Share of the links that stand in the gold with that label."""
        return self.right_links / self.links if self.links else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold's rows that a link with their label meets."""
        return self.found_rows / self.rows if self.rows else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, pair: DocumentPair, comparison: Comparison) -> None:
        """Count one pair of documents."""
        wanted = [
            (locate(pair.left.text, left), locate(pair.right.text, right), label)
            for left, right, label in pair.links
        ]
        met: set[int] = set()
        for left, right, label in _links(comparison):
            places = {at for at, row in enumerate(wanted) if _meets(left, right, label, row)}
            self.links += 1
            self.right_links += bool(places)
            met |= places
        self.pairs += 1
        self.rows += len(wanted)
        self.found_rows += len(met)
        self.tally.add(score_comparison(comparison, dict(pair.rows)))


def _links(comparison: Comparison) -> Iterator[tuple[Claim, Claim, str]]:
    for finding in comparison.findings:
        if finding.label in _LINKING:
            for left in finding.left:
                yield from ((left, right, str(finding.label)) for right in finding.right)


def _meets(left: Claim, right: Claim, label: str, row: tuple[Span, Span, str]) -> bool:
    return label == row[2] and covers(left, row[0]) and covers(right, row[1])


def document_figures(
    pairs: Sequence[DocumentPair], engines: Engines, half: str
) -> Iterator[Figure]:
    """Yield the figures of pairs of documents."""
    compared = [(pair, engines.compare(pair.left, pair.right)) for pair in pairs]
    scores = DocumentScores()
    for pair, comparison in compared:
        scores.add(pair, comparison)
    name = f"{len(pairs)} pairs of documents, {half} half (own)"
    tally = scores.tally
    wrong = tally.false_conflicts / scores.pairs
    conflicts = _share(tally.conflicts_found, tally.conflicts)
    found = f"{tally.conflicts_found} of {tally.conflicts}"
    rows: list[tuple[str, float, Bound | None, str]] = [
        ("aligned and labelled F1", scores.f1, Bound(0.85), ""),
        ("precision of links", scores.precision, None, ""),
        ("recall of links", scores.recall, None, ""),
        ("conflicts found with their slot", conflicts, None, found),
        ("false conflicts a pair", wrong, Bound(0.2, is_ceiling=True), ""),
        ("extras found", _share(tally.extra_found, tally.extra), None, ""),
    ]
    for metric, ours, bound, reference in rows:
        yield Figure("labels", name, metric, ours, bound, reference)
    yield from _order_figures(name, [comparison for _, comparison in compared], engines)


def _order_figures(name: str, compared: Sequence[Comparison], engines: Engines) -> Iterator[Figure]:
    """Yield how many comparisons stay what they are when the order of their parts changes."""
    ways = {
        "unchanged on swapping sides": swapped,
        "unchanged with the claims in another order": reordered,
        "unchanged with the paragraphs in another order": shuffled,
    }
    for metric, change in ways.items():
        same = sum(change(one, engines) == findings_of(one) for one in compared)
        bound = Bound(0.99 if change is swapped else 1)
        yield Figure("labels", name, metric, _share(same, len(compared)), bound)


def findings_of(comparison: Comparison) -> Findings:
    """Return what was found, as texts and labels."""
    return frozenset(
        (_texts(finding.left), _texts(finding.right), str(finding.label))
        for finding in comparison.findings
    )


def swapped(comparison: Comparison, engines: Engines) -> Findings:
    """Return what is found when both documents change sides, turned back."""
    again = engines.compare(comparison.right.document, comparison.left.document)
    return frozenset((right, left, label) for left, right, label in findings_of(again))


def reordered(comparison: Comparison, engines: Engines) -> Findings:
    """Return what is found when the claims of both sides come last first."""
    return findings_of(engines.compare_read(_turned(comparison.left), _turned(comparison.right)))


def _turned(reading: Reading) -> Reading:
    return replace(reading, claims=reading.claims[::-1])


def shuffled(comparison: Comparison, engines: Engines) -> Findings:
    """Return what is found when the paragraphs of both texts come last first."""
    left, right = comparison.left.document, comparison.right.document
    return findings_of(engines.compare(_shuffled(left), _shuffled(right)))


def _shuffled(document: Document) -> Document:
    return replace(document, text="\n\n".join(document.text.split("\n\n")[::-1]))


def _texts(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted(claim.text for claim in claims))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
