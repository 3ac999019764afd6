"""Original texts and quotes for the page: exact words, cut where markings begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from babel import Locale, UnknownLocaleError

from matching.attribution import AttributionKind
from matching.claim import Claim
from matching.comparison import Reading
from matching.finding import Finding, Label, NameRepair, Reason, ReasonKind, Side
from matching.span import Span
from service.diff.page import SIGNS, NameItem, Piece, Quote, Segment, Text
from service.diff.segments import Cut, Layer, cut_text

UNKNOWN_LANGUAGE = "und"

# Kinds whose words are worth marking; the others rest on whole claims or on nothing.
_WORD_KINDS = frozenset(ReasonKind) - {
    ReasonKind.ENTAILMENT,
    ReasonKind.SIMILARITY,
    ReasonKind.NO_COUNTERPART,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place in the page's list: `number` counts from 1."""

    key: str
    number: int
    label: str
    finding: Finding

    def claims(self, side: Side) -> tuple[Claim, ...]:
        """Return the finding's claims of one side."""
        return self.finding.left if side is Side.LEFT else self.finding.right


class _Role(StrEnum):
    CLAIM = "claim"
    HEAD = "head"
    WORDS = "words"
    NAME = "name"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What one layer of a text stands for; the fields its role does not need are None."""

    role: _Role
    placed: Placed | None = None
    claim: Claim | None = None
    name: NameItem | None = None


def label_key(finding: Finding) -> str:
    """Return the label's word, with its side for an extra: "extra-left", "extra-right"."""
    if finding.label is Label.EXTRA and finding.side is not None:
        return f"{finding.label}-{finding.side}"
    return finding.label.value


def text_direction(language: str) -> str:
    """Return "ltr" or "rtl" for a BCP 47 tag, "auto" when the language is not known.

    Source: Unicode CLDR character order, as given by Babel.
    """
    if language == UNKNOWN_LANGUAGE:  # Babel knows "und" and takes it for left to right
        return "auto"
    try:
        return Locale.parse(language, sep="-").text_direction
    except (ValueError, UnknownLocaleError, TypeError):
        return "auto"


def reason_span(reason: Reason, side: Side) -> Span | None:
    """Return the words of *side* that a reason rests on, when words are what it rests on."""
    if reason.kind not in _WORD_KINDS:
        return None
    return reason.left if side is Side.LEFT else reason.right


def reason_words(reason: Reason, reading: Reading, side: Side) -> str | None:
    """Return the exact words of *side* that a reason rests on; None when it has none."""
    span = reason_span(reason, side)
    return span.quote(reading.document.text) if span else None


def make_quote(claim: Claim, reading: Reading, target: str | None, words: Sequence[Span]) -> Quote:
    """Return the exact words of *claim* with the parts in *words* marked."""
    text = reading.document.text
    return Quote(
        claim_id=claim.claim_id,
        target=target,
        head=_pieces(text, claim.head, words) if claim.head else (),
        words=_pieces(text, claim.span, words),
        language=claim.language,
        direction=text_direction(claim.language),
        attributed_to=claim.attributed_to,
        attribution_kind=claim.attribution_kind.value,
    )


def _pieces(text: str, span: Span, words: Sequence[Span]) -> tuple[Piece, ...]:
    cuts = cut_text(text, [Layer(word, None) for word in words], within=span)
    return tuple(Piece(cut.text, bool(cut.layers)) for cut in cuts)


def anchor(prefix: str, side: Side, span: Span) -> str:
    """Return the id of the stretch of text that begins where *span* begins."""
    return f"{prefix}-{side.value}-{span.start}"


def make_text(
    reading: Reading,
    side: Side,
    *,
    prefix: str,
    placed: Sequence[Placed],
    names: Sequence[tuple[NameRepair, NameItem]],
    voices_only: bool,
) -> Text:
    """Return the whole text of *reading*, cut and marked with what was found in it.

    `voices_only` dims everything that the reading's source is not credited with: two
    sources of one article share its text, and each side shows its own part of it.
    """
    document = reading.document
    voices = [Layer(span, _Mark(_Role.VOICE)) for span in _voices(reading)] if voices_only else []
    layers = [*_finding_layers(placed, side), *_name_layers(names, document.document_id), *voices]
    return Text(
        key=f"{prefix}-{side.value}",
        side=side.value,
        source=document.source,
        title=document.title,
        language=reading.language,
        direction=text_direction(reading.language),
        published=document.published_at.isoformat() if document.published_at else None,
        sha256=document.sha256,
        segments=tuple(
            _segment(cut, anchor(prefix, side, cut.span), reading.language, voices_only)
            for cut in cut_text(document.text, layers)
        ),
        dimmed=voices_only,
    )


def _finding_layers(placed: Sequence[Placed], side: Side) -> list[Layer[_Mark]]:
    layers = []
    for item in placed:
        for claim in item.claims(side):
            layers.append(Layer(claim.span, _Mark(_Role.CLAIM, item, claim)))
            if claim.head:
                layers.append(Layer(claim.head, _Mark(_Role.HEAD, item, claim)))
        spans = (reason_span(reason, side) for reason in item.finding.reasons)
        layers.extend(Layer(span, _Mark(_Role.WORDS, item)) for span in spans if span)
    return layers


def _name_layers(
    names: Sequence[tuple[NameRepair, NameItem]], document_id: str
) -> list[Layer[_Mark]]:
    return [
        Layer(repair.span, _Mark(_Role.NAME, name=item))
        for repair, item in names
        if repair.document_id == document_id
    ]


def _voices(reading: Reading) -> list[Span]:
    """Return the stretches that hold the reading's claims: quotation, else passage, else claim."""
    credited = chain.from_iterable(
        attribution.content
        for attribution in reading.attributions
        if attribution.kind is not AttributionKind.OWN
    )
    stretches = [*sorted(credited, key=len), *(passage.span for passage in reading.passages)]
    found = []
    for claim in reading.claims:
        holding = (span for span in stretches if span.contains(claim.span))
        found.append(next(holding, claim.span))
        if claim.head:
            found.append(claim.head)
    return found


def _segment(cut: Cut[_Mark], key: str, language: str, voices_only: bool) -> Segment:
    """Return the stretch *cut* with all that covers it; the innermost claim gives the label."""
    marks = {role: [layer for layer in cut.layers if layer.value.role is role] for role in _Role}
    claims = sorted(marks[_Role.CLAIM], key=lambda layer: len(layer.span))
    inner = claims[0].value if claims else None
    starting = [layer for layer in claims if layer.span.start == cut.span.start]
    name = marks[_Role.NAME][0].value.name if marks[_Role.NAME] else None
    own = inner is None or inner.claim is None or inner.claim.language == language
    return Segment(
        text=cut.text,
        anchor=key,
        findings=_keys(claims),
        starts=_keys(starting),
        heads=_keys(marks[_Role.HEAD]),
        label=inner.placed.label if inner and inner.placed else None,
        reference=" ".join(_reference(layer.value.placed) for layer in starting),
        name=name.key if name else None,
        canonical=name.canonical if name else None,
        marked=bool(marks[_Role.WORDS]),
        dimmed=voices_only and not (marks[_Role.VOICE] or claims),
        language=None if own or not inner or not inner.claim else inner.claim.language,
    )


def _keys(layers: Sequence[Layer[_Mark]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.value.placed.key for layer in layers if layer.value.placed))


def _reference(placed: Placed | None) -> str:
    return f"{SIGNS[placed.label]}{placed.number}" if placed else ""
