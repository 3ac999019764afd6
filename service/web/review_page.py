"""One finding as a reviewer sees it: the words of both sides with some text around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.claim import Claim
from matching.comparison import Comparison, Reading
from matching.finding import Finding, NameRepair, Side
from matching.span import Span
from service.diff.page import Ground
from service.diff.segments import Layer, cut_text
from service.diff.text import label_key, reason_span, reason_words, text_direction

# Characters before and after the claims: two or three sentences.
_AROUND = 280


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a text: in a claim or around it, marked by a reason, or a repaired name."""

    text: str
    claimed: bool
    marked: bool
    canonical: str | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some text without a gap; `cut_before` and `cut_after` tell whether more stands there."""

    bits: tuple[Bit, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a finding; without excerpts it says nothing of the matter."""

    side: str
    source: str
    title: str | None
    language: str
    direction: str
    published: str | None
    excerpts: tuple[Excerpt, ...]
    said: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding on the desk. `label`, `confidence` and `grounds` are None where they are hidden."""

    accounts: tuple[Account, Account]
    label: str | None
    confidence: int | None
    grounds: tuple[Ground, ...] | None
    config: tuple[tuple[str, str], ...] | None


def show_finding(
    comparison: Comparison, finding: Finding, *, hidden: bool, whole: bool = False
) -> Shown:
    """Return *finding* as the page shows it.

    *hidden* leaves out everything that would give the machine's label away: the label, the
    reasons, and the words that they mark. *whole* shows the whole texts.
    """
    pairs = ((Side.LEFT, comparison.left), (Side.RIGHT, comparison.right))
    left, right = (
        _account(finding, reading, side, comparison.names, hidden=hidden, whole=whole)
        for side, reading in pairs
    )
    if hidden:
        return Shown((left, right), None, None, None, None)
    config = comparison.config
    traced = ("model", "revision", "thresholds_id", "code_version")
    return Shown(
        accounts=(left, right),
        label=label_key(finding),
        confidence=round(finding.confidence * 100),
        grounds=tuple(_ground(comparison, finding, index) for index in range(len(finding.reasons))),
        config=tuple((key, str(getattr(config, key))) for key in traced),
    )


def _ground(comparison: Comparison, finding: Finding, index: int) -> Ground:
    reason = finding.reasons[index]
    return Ground(
        reason.kind.value,
        reason.text,
        reason_words(reason, comparison.left, Side.LEFT),
        reason_words(reason, comparison.right, Side.RIGHT),
    )


def _account(
    finding: Finding,
    reading: Reading,
    side: Side,
    names: Sequence[NameRepair],
    *,
    hidden: bool,
    whole: bool,
) -> Account:
    document = reading.document
    claims = finding.left if side is Side.LEFT else finding.right
    own = [each for each in names if each.document_id == document.document_id]
    marked = [] if hidden else [reason_span(reason, side) for reason in finding.reasons]
    windows = [Span(0, len(document.text))] if whole else _windows(claims, document.text)
    excerpts = tuple(
        _excerpt(document.text, window, claims, [each for each in marked if each], own)
        for window in windows
    )
    near = [each for each in own if any(window.overlaps(each.span) for window in windows)]
    repaired = [(each.surface, each.canonical, each.kind.value) for each in near]
    said = [
        (claim.attributed_to, claim.attribution_kind.value)
        for claim in claims
        if claim.attribution_kind.value != "own" or claim.attributed_to != document.source
    ]
    return Account(
        side=side.value,
        source=document.source,
        title=document.title,
        language=reading.language,
        direction=text_direction(reading.language),
        published=document.published_at.isoformat() if document.published_at else None,
        excerpts=excerpts,
        said=tuple(dict.fromkeys(said)),
        names=tuple(dict.fromkeys(repaired)),
    )


def _windows(claims: Iterable[Claim], text: str) -> list[Span]:
    """Return the stretches around *claims*, those that meet joined, cut between words."""
    spans = [span for claim in claims for span in (claim.span, claim.head) if span]
    found: list[Span] = []
    for span in sorted(spans):
        window = Span(_word_start(text, span.start - _AROUND), _word_end(text, span.end + _AROUND))
        if found and window.start <= found[-1].end:
            last = found.pop()
            window = Span(last.start, max(last.end, window.end))
        found.append(window)
    return found


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return min(at, len(text))


def _excerpt(
    text: str,
    window: Span,
    claims: Iterable[Claim],
    marked: Iterable[Span],
    names: Iterable[NameRepair],
) -> Excerpt:
    layers: list[Layer[str | NameRepair]] = []
    for claim in claims:
        layers.extend(Layer(span, "claim") for span in (claim.span, claim.head) if span)
    layers.extend(Layer(span, "mark") for span in marked)
    layers.extend(Layer(each.span, each) for each in names)
    bits = []
    for cut in cut_text(text, layers, within=window):
        values = [layer.value for layer in cut.layers]
        repairs = [each for each in values if isinstance(each, NameRepair)]
        canonical = repairs[0].canonical if repairs else None
        bits.append(Bit(cut.text, "claim" in values, "mark" in values, canonical))
    return Excerpt(tuple(bits), window.start > 0, window.end < len(text))
