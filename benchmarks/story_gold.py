"""How a comparison meets the gold of its story."""

from dataclasses import dataclass, field
from typing import Any

from matching.claim import Claim
from matching.comparison import Comparison
from matching.finding import Finding, Label
from matching.span import Span


@dataclass
class Tally:
    """Counts of one comparison or of many; `misses` names what went wrong, for people."""

    conflicts: int = 0
    conflicts_found: int = 0
    false_conflicts: int = 0
    agree: int = 0
    agree_found: int = 0
    extra: int = 0
    extra_found: int = 0
    updates: int = 0
    updates_found: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add the counts of *other* to these."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def score_comparison(comparison: Comparison, gold: dict[str, Any]) -> Tally:
    """Return how *comparison* meets the gold of its pair of documents."""
    tally = Tally()
    texts = comparison.left.document.text, comparison.right.document.text
    expected: list[tuple[list[Span], list[Span]]] = []
    for entry in gold.get("conflicts") or []:
        lefts = [_span(texts[0], words) for words in (entry["left"], *entry.get("also_left", ()))]
        rights = [
            _span(texts[1], words) for words in (entry["right"], *entry.get("also_right", ()))
        ]
        slots = {entry["slot"], *entry.get("also_slots", ())}
        expected.append((lefts, rights))
        tally.conflicts += 1
        hits = [
            f
            for f in comparison.findings
            if f.label is Label.CONFLICT and _pairs_any(f, lefts, rights)
        ]
        if any(reason.kind in slots for hit in hits for reason in hit.reasons):
            tally.conflicts_found += 1
        else:
            where = _where(comparison, lefts[0], rights[0])
            tally.misses.append(
                f"MISSED {entry['slot']}: {entry['left']!r} | {entry['right']!r} -> {where}"
            )
    for finding in comparison.findings:
        if finding.label is Label.CONFLICT and not any(
            _pairs_any(finding, lefts, rights) for lefts, rights in expected
        ):
            tally.false_conflicts += 1
            tally.misses.append(f"FALSE {_show(finding)}")
    _score_pairs(tally, comparison, gold.get("agree") or [], "agree")
    _score_pairs(tally, comparison, gold.get("updates") or [], "update")
    for side, name in ((0, "extra_left"), (1, "extra_right")):
        for words in gold.get(name) or []:
            _score_extra(tally, comparison, _span(texts[side], words), side, words)
    return tally


def _score_pairs(
    tally: Tally, comparison: Comparison, entries: list[dict[str, str]], kind: str
) -> None:
    texts = comparison.left.document.text, comparison.right.document.text
    wanted = {"agree": (Label.AGREE,), "update": (Label.UNDECIDED, Label.AGREE)}[kind]
    for entry in entries:
        left, right = _span(texts[0], entry["left"]), _span(texts[1], entry["right"])
        found = any(f.label in wanted and _pairs(f, left, right) for f in comparison.findings)
        if kind == "agree":
            tally.agree += 1
            tally.agree_found += found
        else:
            tally.updates += 1
            tally.updates_found += found
        if not found:
            where = _where(comparison, left, right)
            tally.misses.append(f"NO {kind}: {entry['left']!r} | {entry['right']!r} -> {where}")


def _score_extra(tally: Tally, comparison: Comparison, span: Span, side: int, words: str) -> None:
    tally.extra += 1
    touching = [f for f in comparison.findings if _touches((f.left, f.right)[side], span)]
    if touching and all(f.label is Label.EXTRA for f in touching):
        tally.extra_found += 1
    else:
        shown = "; ".join(_show(f) for f in touching if f.label is not Label.EXTRA) or "no claim"
        tally.misses.append(f"NOT EXTRA {words!r}: {shown}")


def _span(text: str, words: str) -> Span:
    start = text.find(words)
    if start < 0:
        raise ValueError(f"gold words not in the text: {words!r}")
    return Span(start, start + len(words))


def _touches(claims: tuple[Claim, ...], span: Span) -> bool:
    return any(covers(claim, span) for claim in claims)


def covers(claim: Claim, span: Span) -> bool:
    """Tell whether claim and gold words share half of the shorter of the two."""
    shared = min(claim.span.end, span.end) - max(claim.span.start, span.start)
    return shared * 2 >= min(len(claim.span), len(span))


def _pairs(finding: Finding, left: Span, right: Span) -> bool:
    return _touches(finding.left, left) and _touches(finding.right, right)


def _pairs_any(finding: Finding, lefts: list[Span], rights: list[Span]) -> bool:
    return any(_pairs(finding, left, right) for left in lefts for right in rights)


def _where(comparison: Comparison, left: Span, right: Span) -> str:
    near = [f for f in comparison.findings if _touches(f.left, left) or _touches(f.right, right)]
    return " || ".join(_show(f) for f in near) or "no claim"


def _show(finding: Finding) -> str:
    def words(claims: tuple[Claim, ...]) -> str:
        return " + ".join(claim.text[:80] for claim in claims)

    kinds = ",".join(reason.kind for reason in finding.reasons)
    score = "" if finding.similarity is None else f" {finding.similarity:.2f}"
    return f"[{finding.label}{score} {kinds}] {words(finding.left)} <> {words(finding.right)}"
