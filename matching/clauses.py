"""A statement split into the clauses that can be checked one by one."""

from dataclasses import dataclass, replace

from matching.clause_cuts import CONTENT, Cut, clause_ranges
from matching.lists import split_items
from matching.phrase import Phrase
from matching.span import Span, cover
from matching.tokens import tokenize
from matching.word_classes import WordClass, classify_words

_MIN_CONTENT_WORDS = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """The own words of one statement and the words that it inherits.

    `subject` is the subject of an earlier clause ("X firmó A y anunció B": B's clause
    inherits X); `head` is what a list hangs on ("ratificaron la voluntad de"). Both are
    None when nothing is inherited. `follows` tells that the head is the clause before
    ("A, which B") and does not govern this one: its denial is not inherited.
    """

    span: Span
    subject: Span | None = None
    head: Span | None = None
    follows: bool = False

    def render(self, text: str) -> str:
        """Return subject, head and own words as one reading; a reading, not a quotation."""
        parts = [part for part in (self.subject, self.head, self.span) if part is not None]
        return " ".join(" ".join(part.quote(text).split()) for part in parts)


def split_clauses(
    text: str, language: str, span: Span, *, is_introduced: bool = False
) -> tuple[Clause, ...]:
    """Return the clauses of the statement in *span*, in order of the text.

    Clauses do not overlap. Fragments with fewer than two content words state nothing
    checkable and are left out, except where the whole statement is that short; one is
    enough for a statement that a cue introduces ("requested [a recount]").
    """
    tokens = tokenize(text, span)
    phrase = Phrase(tokens, classify_words(tokens, language), language)
    clauses: list[Clause] = []
    for clause_range, cut in clause_ranges(phrase):
        inherited = _inherit(phrase, cut, clauses, clause_range)
        for clause in _with_items(phrase, clause_range, inherited):
            trimmed = replace(clause, span=_trim(text, phrase, clause.span))
            if len(trimmed.span):
                clauses.append(trimmed)
    full = [clause for clause in clauses if _says_something(phrase, clause, is_introduced)]
    return tuple(full or clauses[:1])


_EDGES = "\"“”«»„‘’'—–-,;:.…()[]"


_OPEN_ENDED = frozenset(
    {
        WordClass.RELATIVE,
        WordClass.SUBORDINATOR,
        WordClass.COORDINATOR,
        WordClass.PREPOSITION,
    }
)


def _trim(text: str, phrase: Phrase, span: Span) -> Span:
    """Drop signs at the ends, and words at the end that lead on to what was cut off."""
    inside = [i for i, token in enumerate(phrase.tokens) if span.contains(token.span)]
    while len(inside) > 1 and (
        phrase.classes[inside[-1]] in _OPEN_ENDED or phrase.tokens[inside[-1]].text in _EDGES
    ):
        inside.pop()
    end = phrase.tokens[inside[-1]].span.end if inside else span.end
    return Span(span.start, end).strip(text, also=_EDGES)


def _says_something(phrase: Phrase, clause: Clause, is_introduced: bool) -> bool:
    inside = [i for i, token in enumerate(phrase.tokens) if clause.span.contains(token.span)]
    needed = 1 if clause.head or is_introduced else _MIN_CONTENT_WORDS
    return sum(phrase.classes[i] in CONTENT for i in inside) >= needed


def _with_items(phrase: Phrase, bounds: tuple[int, int], inherited: Clause) -> list[Clause]:
    """Split one clause into its list items, or return it whole."""
    start, end = bounds
    items = split_items(phrase, start, end)
    if not items:
        return [replace(inherited, span=_span_of(phrase, start, end))]
    own_head = _span_of(phrase, start, items[0][0]) if items[0][0] > start else None
    heads = [part for part in (inherited.head, own_head) if part is not None]
    head = cover(heads) if heads else None
    clauses = [replace(inherited, span=_span_of(phrase, *item), head=head) for item in items]
    if all(phrase.classes[item[0]] is WordClass.PREPOSITION for item in items):
        # Adjuncts ("struck at dawn, in Lima and by surprise"): the first keeps its verb.
        clauses[0] = replace(inherited, span=_span_of(phrase, start, items[0][1]))
        whole = cover([*heads, clauses[0].span])
        clauses[1:] = [replace(clause, head=whole) for clause in clauses[1:]]
    return clauses


def _span_of(phrase: Phrase, start: int, end: int) -> Span:
    return cover(phrase.tokens[i].span for i in range(start, end))


def _inherit(
    phrase: Phrase, cut: Cut | None, before: list[Clause], bounds: tuple[int, int]
) -> Clause:
    """Return a clause template with the subject or head that *cut* hands on."""
    placeholder = _span_of(phrase, *bounds)
    if cut is None or not before:
        return Clause(placeholder)
    first = before[0]
    if cut.inherits_clause:
        previous = before[-1]
        head = previous.span if previous.head is None else cover((previous.head, previous.span))
        return Clause(placeholder, subject=previous.subject, head=head, follows=True)
    if cut.inherits_subject:
        anchor = first.head or first.span
        subject = _subject(phrase, first.subject or anchor)
        return Clause(placeholder, subject=subject)
    return Clause(placeholder)


def _subject(phrase: Phrase, span: Span) -> Span | None:
    """Return the words before the first finite verb of *span*, None when there are none."""
    inside = [i for i, token in enumerate(phrase.tokens) if span.contains(token.span)]
    finite = next((i for i in inside if phrase.classes[i] is WordClass.FINITE), None)
    if finite is None:
        return None
    leading = [i for i in inside if i < finite and phrase.classes[i] is not WordClass.ADVERB]
    nominal = (WordClass.NAME, WordClass.OTHER, WordClass.PRONOUN, WordClass.BASE)
    if not any(phrase.classes[i] in nominal for i in leading):
        return None
    return _without_tail(phrase, leading)


def _without_tail(phrase: Phrase, indexes: list[int]) -> Span:
    """Drop commas and clitics between a subject and its verb ("O presidente se")."""
    tail = (WordClass.SIGN, WordClass.PRONOUN, WordClass.RELATIVE)
    while len(indexes) > 1 and phrase.classes[indexes[-1]] in tail:
        indexes = indexes[:-1]
    return cover(phrase.tokens[i].span for i in indexes)
