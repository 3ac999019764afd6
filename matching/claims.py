"""Statements into claims: one checkable statement each, with its typed slots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matching.attribution import AttributionKind
from matching.claim import Claim
from matching.clauses import Clause, split_clauses
from matching.dates import find_dates
from matching.document import Document
from matching.furniture import is_furniture
from matching.hedging import find_hedging
from matching.polarity import find_polarity
from matching.quantities import find_quantities
from matching.slots import DateValue, Hedging, Mention, MentionKind, Polarity, Slots
from matching.span import Span, cover
from matching.statements import Statement
from matching.strength import find_strength
from matching.tokens import tokenize
from matching.word_classes import WordClass, classify_words

# A cue further away from its statement is joined to it by a space alone.
_LONGEST_LINK = 12
_QUOTATION_MARKS = str.maketrans(dict.fromkeys('"“”„«»', " "))
_STATING = frozenset(
    {
        WordClass.FINITE,
        WordClass.INFINITIVE,
        WordClass.GERUND,
        WordClass.PARTICIPLE,
        WordClass.BASE,
        WordClass.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a document's claims are read with.

    `mentions` are its own, with canonical names where these are known; `published_on`
    anchors "today" and "on Monday", None when the day is unknown.
    """

    mentions: tuple[Mention, ...]
    published_on: date | None


def extract_claims(
    document: Document, statements: Sequence[Statement], context: Context
) -> tuple[Claim, ...]:
    """Return the claims of *document* in order of the text.

    Questions, greetings, links and credits, and fragments that are nothing but names, state
    nothing and give no claim.
    """
    return tuple(
        _claim(document, statement, clause, context)
        for statement in statements
        if not _is_question(document.prose, statement.span)
        and not is_furniture(document.prose, statement.span, statement.language)
        for clause in _clauses(document.prose, statement)
        if statement.cue is not None
        or clause.head is not None
        or _states(document.prose, clause, statement.language)
    )


def _clauses(text: str, statement: Statement) -> tuple[Clause, ...]:
    """Return the clauses of a statement; of words that lead to speech, those set off."""
    clauses = split_clauses(
        text,
        statement.language,
        statement.span,
        holes=statement.holes,
        is_introduced=statement.cue is not None,
    )
    if not statement.is_frame:
        return clauses
    return tuple(aside for clause in clauses for aside in clause.asides if not aside.describes)


def whole_claim(document: Document, language: str, context: Context) -> Claim:
    """Return all of *document* as one claim in its own voice: for texts that are claims."""
    span = Span(0, len(document.prose)).strip(document.prose)
    statement = Statement(span, language, AttributionKind.OWN)
    return _claim(document, statement, Clause((span,)), context)


def _is_question(text: str, span: Span) -> bool:
    return span.quote(text).rstrip("\"”»'’ ").endswith("?")


def _states(text: str, clause: Clause, language: str) -> bool:
    classes = classify_words(tokenize(text, clause.span), language)
    return any(word_class in _STATING for word_class in classes)


def _claim(document: Document, statement: Statement, clause: Clause, context: Context) -> Claim:
    head = _head(statement, clause)
    governing = statement.cue if clause.follows else head
    above = (governing, statement.cue)
    holes = tuple(hole for hole in statement.holes if clause.span.contains(hole))
    own = _between(clause.span, holes)
    return Claim(
        document_id=document.document_id,
        span=clause.span,
        text=clause.span.quote(document.text),
        rendering=_render(document.prose, statement, clause),
        language=statement.language,
        attributed_to=statement.speaker or document.source,
        attribution_kind=statement.kind,
        slots=_slots(document.prose, statement.language, (head, own), above, context),
        head=head,
        head_text=governing.quote(document.text) if governing else "",
        passage=statement.passage,
        spans=clause.spans,
        holes=holes,
        asides=tuple(_claim(document, statement, aside, context) for aside in clause.asides),
    )


def _between(span: Span, holes: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of *span* without *holes*, which lie in it, in order and apart."""
    starts = [span.start, *(hole.end for hole in holes)]
    ends = [*(hole.start for hole in holes), span.end]
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))


def _head(statement: Statement, clause: Clause) -> Span | None:
    """Return everything a claim inherits: the cue, the subject, the head of its list."""
    inherited = (statement.cue, clause.subject, clause.head or clause.anchor)
    parts = [part for part in inherited if part is not None]
    before = [part for part in parts if part.end <= clause.span.start]
    return cover(before) if before else None


def _render(text: str, statement: Statement, clause: Clause) -> str:
    rendering = clause.render(text)
    cue = statement.cue
    first = clause.head or clause.span
    if (
        cue is None
        or clause.subject is not None
        or clause.anchor is not None
        or cue.end > first.start
    ):
        return _without_marks(rendering)
    link = text[cue.end : first.start]  # "que", "that"
    words = cue.quote(text) + (link if len(link) <= _LONGEST_LINK else " ")
    return _without_marks(f"{words} {rendering}")


def _without_marks(words: str) -> str:
    """Drop quotation marks, which a reading made of parts would leave unbalanced."""
    return " ".join(words.translate(_QUOTATION_MARKS).split())


def _slots(
    text: str,
    language: str,
    parts: tuple[Span | None, tuple[Span, ...]],
    above: tuple[Span | None, Span | None],
    context: Context,
) -> Slots:
    """Return what the own words state, and what they inherit of people, places and days.

    Amounts are not inherited: "12 died in A and B" does not count twelve twice. A denial
    is, where the governing words hold it: "denied having met A and paid B". Who speaks is
    not among the people spoken of. *above* are the governing and the speaking words.
    """
    head, own = parts
    governing, speaking = above
    spans = [*([head] if head is not None else []), *own]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    near = [m for m in context.mentions if first <= m.span.start and m.span.end <= last]
    here = [m for m in near if any(span.contains(m.span) for span in spans)]
    said = [m for m in here if speaking is None or not speaking.contains(m.span)]
    polarity, cue = _polarity(text, language, governing, own)
    found = (find_strength(text, language, span) for span in reversed(spans))
    strength = next((one for one in found if one is not None), None)
    hedging, hedging_cue = _hedging(text, language, governing, own)
    return Slots(
        numbers=tuple(value for span in own for value in find_quantities(text, language, span)),
        dates=_dates(text, language, head, own, context.published_on),
        people=_of_kind(said, MentionKind.PERSON, MentionKind.ROLE),
        places=_of_kind(here, MentionKind.PLACE),
        organisations=_of_kind(here, MentionKind.ORGANISATION),
        polarity=polarity,
        polarity_cue=cue,
        strength=strength.level if strength else None,
        strength_cue=strength.span if strength else None,
        hedging=hedging,
        hedging_cue=hedging_cue,
    )


def _hedging(
    text: str, language: str, head: Span | None, own: tuple[Span, ...]
) -> tuple[Hedging, Span | None]:
    """Return how the own words hedge, or else those that govern them."""
    spans = own if head is None else (*own, head)
    found = (find_hedging(text, language, span) for span in spans)
    return next((one for one in found if one[0] is not Hedging.NONE), (Hedging.NONE, None))


def _polarity(
    text: str, language: str, head: Span | None, own: tuple[Span, ...]
) -> tuple[Polarity, Span | None]:
    """Return the polarity of head and own words together: two denials affirm."""
    stretches = [find_polarity(text, language, span) for span in own]
    denied = (found for found in stretches if found[0] is Polarity.DENIED)
    polarity, cue = next(denied, (Polarity.AFFIRMED, None))
    above, above_cue = find_polarity(text, language, head) if head else (Polarity.AFFIRMED, None)
    if above is Polarity.AFFIRMED:
        return polarity, cue
    both = polarity is Polarity.DENIED
    return (Polarity.AFFIRMED if both else Polarity.DENIED), above_cue


def _dates(
    text: str, language: str, head: Span | None, own: tuple[Span, ...], published_on: date | None
) -> tuple[DateValue, ...]:
    """Return the dates of the own words, or where they give no day those of the head too."""
    found = tuple(v for span in own for v in find_dates(text, language, published_on, span))
    dates = _without_echo(found)
    if head is None or any(value.clock is None for value in dates):
        return dates
    return _without_echo(find_dates(text, language, published_on, head)) + dates


def _without_echo(dates: tuple[DateValue, ...]) -> tuple[DateValue, ...]:
    """Drop "today" beside the day that it names: "hoy, martes 2 de diciembre"."""
    days = (value for value in dates if not value.relative and value.clock is None)
    named = {(value.first, value.last) for value in days}
    return tuple(v for v in dates if not v.relative or (v.first, v.last) not in named)


def _of_kind(mentions: Iterable[Mention], *kinds: MentionKind) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.kind in kinds)
