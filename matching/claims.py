"""Statements into claims: one checkable statement each, with its typed slots."""

from collections.abc import Sequence
from datetime import date

from matching.attribution import AttributionKind
from matching.claim import Claim
from matching.clauses import Clause, split_clauses
from matching.dates import find_dates
from matching.document import Document
from matching.polarity import find_polarity
from matching.quantities import find_quantities
from matching.scope import find_scope
from matching.slots import DateValue, Mention, MentionKind, Polarity, Quantity, Slots
from matching.span import Span, cover
from matching.statements import Statement
from matching.strength import find_strength
from matching.tokens import tokenize
from matching.word_classes import WordClass, classify_words

_STATING = frozenset(
    {
        WordClass.FINITE,
        WordClass.INFINITIVE,
        WordClass.GERUND,
        WordClass.PARTICIPLE,
        WordClass.NUMBER,
        WordClass.BASE,
        WordClass.OTHER,
    }
)


def extract_claims(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    published_on: date | None,
) -> tuple[Claim, ...]:
    """Return the claims of *document* in order of the text.

    *mentions* are the document's own, with their canonical names where these are known;
    *published_on* anchors "today" and "on Monday". Questions, and fragments that are
    nothing but names, state nothing and give no claim.
    """
    claims: list[Claim] = []
    for statement in statements:
        if _is_question(document.text, statement.span):
            continue
        for clause in split_clauses(document.text, statement.language, statement.span):
            if _states(document.text, clause, statement.language):
                claims.append(_claim(document, statement, clause, mentions, published_on))
    return tuple(claims)


def _is_question(text: str, span: Span) -> bool:
    return span.quote(text).rstrip("\"”»'’ ").endswith("?")


def _states(text: str, clause: Clause, language: str) -> bool:
    classes = classify_words(tokenize(text, clause.span), language)
    return any(word_class in _STATING for word_class in classes)


def _claim(
    document: Document,
    statement: Statement,
    clause: Clause,
    mentions: Sequence[Mention],
    published_on: date | None,
) -> Claim:
    head = _head(statement, clause)
    speaker = statement.speaker or document.source
    return Claim(
        document_id=document.document_id,
        span=clause.span,
        text=clause.span.quote(document.text),
        rendering=_render(document.text, statement, clause),
        language=statement.language,
        attributed_to=speaker,
        attribution_kind=statement.kind,
        slots=_slots(
            document.text, statement.language, (head, clause.span), mentions, published_on
        ),
        head=head,
        passage=statement.passage,
    )


def _head(statement: Statement, clause: Clause) -> Span | None:
    """Return everything a claim inherits: the cue, the subject, the head of its list."""
    parts = [part for part in (statement.cue, clause.subject, clause.head) if part is not None]
    before = [part for part in parts if part.end <= clause.span.start]
    return cover(before) if before else None


def _render(text: str, statement: Statement, clause: Clause) -> str:
    rendering = clause.render(text)
    cue = statement.cue
    if cue is None or clause.subject is not None or cue.end > clause.span.start:
        return rendering
    return " ".join([*cue.quote(text).split(), rendering])
