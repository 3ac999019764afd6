"""A statement split into the clauses that can be checked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.aside import Aside
from matching.asides import find_asides
from matching.clause_cuts import Cut, clause_ranges, enumerated
from matching.clause_scan import CONTENT, count_main_verbs
from matching.clause_verbs import clause_classes
from matching.lists import split_items, split_row
from matching.phrase import Phrase, make_phrase
from matching.span import Span, cover
from matching.tokens import tokenize
from matching.word_classes import WordClass

_C = WordClass
_MIN_CONTENT_WORDS = 2
_EDGES = "\"“”«»„‘’'—–-,;:.…()[]¡!¿?"
_OPEN_ENDED = frozenset({_C.RELATIVE, _C.SUBORDINATOR, _C.COORDINATOR, _C.PREPOSITION})


@dataclass(frozen=True, slots=True)
class Clause:
    """The own words of one statement and the words that it inherits.

    `spans` are its stretches: several where other words interrupt it. `subject` is the
    subject of an earlier clause ("X firmó A y anunció B": B's clause inherits X); `head` is
    what a list hangs on ("ratificaron la voluntad de"), or the clause before. Both are None
    when nothing is inherited. `follows` tells that the head does not govern this clause: its
    denial is not inherited. `anchor` is what words set off are about ("José Paz, alcalde").
    `asides` are the clauses set off inside this one and read together with it; `describes`
    tells an apposition.
    """

    spans: tuple[Span, ...]
    subject: Span | None = None
    head: Span | None = None
    follows: bool = False
    anchor: Span | None = None
    asides: tuple["Clause", ...] = ()
    describes: bool = False

    @property
    def own_span(self) -> Span:
        """From the first stretch's start to the last one's end."""
        return cover(self.spans)

    @property
    def span(self) -> Span:
        """From the first word to the last, what is set off included."""
        return cover([*self.spans, *(span for aside in self.asides for span in aside.spans)])

    def render(self, text: str) -> str:
        """Return inherited and own words as one reading; a reading, not a quotation."""
        own = " ".join(_quote(text, part) for part in self.spans)
        if self.anchor is not None:
            return f"{_quote(text, self.anchor)}, {own}"
        inherited = [part for part in (self.subject, self.head) if part is not None]
        return " ".join([*(_quote(text, part) for part in inherited), own])


def _quote(text: str, span: Span) -> str:
    return " ".join(span.quote(text).split())


def split_clauses(
    text: str,
    language: str,
    span: Span,
    *,
    holes: Sequence[Span] = (),
    is_introduced: bool = False,
) -> tuple[Clause, ...]:
    """Return the clauses of the statement in *span*, in order of the text.

    The stretches of different clauses do not overlap. Fragments with fewer than two content
    words state nothing checkable and are left out, except where the whole statement is that
    short; one is enough for a statement that a cue introduces ("requested [a recount]").
    *holes* are words inside that are not the statement's: ", según el ministro,".
    """
    phrase = _phrase(text, language, span, holes, is_introduced)
    found = [_trim(text, phrase, clause) for clause in _with_asides(phrase)]
    clauses = sorted((c for c in found if c.spans), key=lambda clause: clause.span)
    full = [clause for clause in clauses if _says_something(phrase, clause, is_introduced)]
    return tuple(full or clauses[:1])


def _phrase(
    text: str, language: str, span: Span, holes: Sequence[Span], is_introduced: bool
) -> Phrase:
    """Return the statement's tokens without those in its holes."""
    inside = tokenize(text, span)
    places = [i for i, token in enumerate(inside) if not any(h.overlaps(token.span) for h in holes)]
    tokens = [inside[i] for i in places]
    phrase = make_phrase(tokens, clause_classes(tokens, language), language, places=places)
    has_verb = count_main_verbs(phrase, 0, len(phrase)) > 0
    return replace(phrase, is_governed=is_introduced and not has_verb)


def _with_asides(phrase: Phrase) -> list[Clause]:
    """Return the clauses of a phrase, those set off in it inside them or beside them."""
    asides = find_asides(phrase)
    taken = {i for aside in asides for i in range(aside.left, aside.right)}
    rest = (i for i in range(len(phrase)) if i not in taken)
    clauses = _of_host(phrase.keep(rest, is_governed=phrase.is_governed))
    for aside in asides:
        if aside.is_silent:
            continue
        inner = _inside(phrase.keep(range(aside.start, aside.end)), is_row=aside.is_row)
        anchor = phrase.span(*aside.anchor) if aside.anchor else None
        place = _host_of(phrase, aside, clauses)
        if place is None:
            clauses.extend(inner)
        elif aside.is_inner:
            found = tuple(
                replace(one, asides=(), anchor=anchor, describes=aside.describes)
                for one in _flat(inner)
            )
            host = clauses[place]
            clauses[place] = replace(host, asides=host.asides + found)
        else:
            end = phrase.tokens[aside.left - 1].span.end if aside.left else 0
            clauses.extend(_behind(clauses[place], clause, end) for clause in inner)
    return clauses


def _inside(phrase: Phrase, *, is_row: bool) -> list[Clause]:
    """Return the clauses of words set off, the items of a row of examples each for itself."""
    items = split_row(phrase) if is_row else []
    if not items:
        return _with_asides(phrase)
    return [one for item in items for one in _with_asides(phrase.keep(range(*item)))]


def _flat(clauses: Sequence[Clause]) -> list[Clause]:
    return [one for clause in clauses for one in (clause, *clause.asides)]


def _host_of(phrase: Phrase, aside: Aside, clauses: Sequence[Clause]) -> int | None:
    """Return the place of the clause in which an aside stands; None where there is none."""
    if not clauses:
        return None
    opens = phrase.tokens[aside.left].span.start
    before = [i for i, clause in enumerate(clauses) if clause.own_span.start < opens]
    return before[-1] if before else 0


def _behind(host: Clause, clause: Clause, end: int) -> Clause:
    """Return a clause that goes on from *host*, whose words up to *end* it inherits."""
    if clause.head is not None or clause.subject is not None:
        return replace(clause, follows=True)
    start = (host.head or host.own_span).start
    if start >= end:
        return clause
    return replace(clause, subject=host.subject, head=Span(start, end), follows=True)


def _of_host(phrase: Phrase) -> list[Clause]:
    rows = enumerated(phrase)
    if rows:
        head = phrase.span(0, rows[0][0]) if rows[0][0] else None
        return [Clause(_spans(phrase, start, end), head=head) for start, end in rows[1:]]
    clauses: list[Clause] = []
    for bounds, cut in clause_ranges(phrase):
        inherited = _inherit(phrase, cut, clauses)
        clauses.extend(_with_items(phrase, bounds, inherited))
    return clauses


def _spans(phrase: Phrase, start: int, end: int) -> tuple[Span, ...]:
    return tuple(phrase.span(*part) for part in phrase.stretches(start, end))


def _trim(text: str, phrase: Phrase, clause: Clause) -> Clause:
    """Drop signs and joining words at the ends of each stretch, and empty asides."""
    trimmed = [_trim_span(text, phrase, clause, span) for span in clause.spans]
    asides = (_trim(text, phrase, aside) for aside in clause.asides)
    return replace(
        clause,
        spans=tuple(span for span in trimmed if len(span)),
        asides=tuple(aside for aside in asides if aside.spans),
    )


def _trim_span(text: str, phrase: Phrase, clause: Clause, span: Span) -> Span:
    """Drop signs at the ends, a conjunction at the start, words at the end that lead on."""
    inside = [i for i, token in enumerate(phrase.tokens) if span.contains(token.span)]
    is_last = span == clause.spans[-1]
    while len(inside) > 1 and (
        (is_last and phrase.classes[inside[-1]] in _OPEN_ENDED)
        or phrase.is_class(inside[-1], _C.COORDINATOR)
        or phrase.words[inside[-1]] in _EDGES
    ):
        inside.pop()
    while len(inside) > 1 and (
        (phrase.is_class(inside[0], _C.COORDINATOR) and not _denies(phrase, inside[0]))
        or phrase.words[inside[0]] in _EDGES
    ):
        inside.pop(0)
    if not inside:
        return span.strip(text, also=_EDGES)
    return phrase.span(inside[0], inside[-1] + 1).strip(text, also=_EDGES)


def _denies(phrase: Phrase, index: int) -> bool:
    return phrase.is_in(index, "negative_joints")


def _says_something(phrase: Phrase, clause: Clause, is_introduced: bool) -> bool:
    inside = (
        i
        for i, token in enumerate(phrase.tokens)
        if any(span.contains(token.span) for span in clause.spans)
    )
    needed = 1 if clause.head or is_introduced else _MIN_CONTENT_WORDS
    return sum(phrase.classes[i] in CONTENT for i in inside) >= needed


def _with_items(phrase: Phrase, bounds: tuple[int, int], inherited: Clause) -> list[Clause]:
    """Split one clause into its list items, or return it whole."""
    start, end = bounds
    items = split_items(phrase, start, end)
    if not items:
        return [replace(inherited, spans=_spans(phrase, start, end))]
    own_head = phrase.span(start, items[0][0]) if items[0][0] > start else None
    heads = [part for part in (inherited.head, own_head) if part is not None]
    head = cover(heads) if heads else None
    clauses = [replace(inherited, spans=_spans(phrase, *item), head=head) for item in items]
    opens = [phrase.words[item[0]] for item in items]
    is_verbal = any(phrase.is_class(item[0] + 1, _C.INFINITIVE, _C.GERUND) for item in items)
    are_adjuncts = len(items) < 3 or len(set(opens)) > 1
    if (
        all(phrase.classes[item[0]] is _C.PREPOSITION for item in items)
        and are_adjuncts
        and not is_verbal
    ):
        # Adjuncts ("struck at dawn, in Lima and by surprise"): the first keeps its verb.
        clauses[0] = replace(inherited, spans=_spans(phrase, start, items[0][1]))
        whole = cover([*heads, clauses[0].own_span])
        clauses[1:] = [replace(clause, head=whole) for clause in clauses[1:]]
    return clauses


_NOWHERE = (Span(0, 0),)


def _inherit(phrase: Phrase, cut: Cut | None, before: list[Clause]) -> Clause:
    """Return a clause template with the subject or head that *cut* hands on."""
    if cut is None or not before:
        return Clause(_NOWHERE)
    if cut.inherits_clause:
        previous = before[-1]
        head = (
            previous.own_span
            if previous.head is None
            else cover((previous.head, previous.own_span))
        )
        return Clause(_NOWHERE, subject=previous.subject, head=head, follows=True)
    if cut.inherits_subject:
        first = before[0]
        return Clause(
            _NOWHERE, subject=_subject(phrase, first.subject or first.head or first.own_span)
        )
    return Clause(_NOWHERE)


def _subject(phrase: Phrase, span: Span) -> Span | None:
    """Return the words before the first finite verb of *span*, None when there are none."""
    inside = [i for i, token in enumerate(phrase.tokens) if span.contains(token.span)]
    finite = next((i for i in inside if phrase.classes[i] is _C.FINITE), None)
    if finite is None:
        return None
    leading = [i for i in inside if i < finite and phrase.classes[i] is not _C.ADVERB]
    nominal = (_C.NAME, _C.OTHER, _C.PRONOUN, _C.BASE)
    if not any(phrase.classes[i] in nominal for i in leading):
        return None
    return _without_tail(phrase, leading)


def _without_tail(phrase: Phrase, indexes: list[int]) -> Span:
    """Drop commas and clitics between a subject and its verb ("O presidente se").

    Words that interrupt the subject are not part of it: "José Paz, alcalde, firmó".
    """
    tail = (_C.SIGN, _C.PRONOUN, _C.RELATIVE)
    while len(indexes) > 1 and phrase.classes[indexes[-1]] in tail:
        indexes = indexes[:-1]
    together = [
        i for i in indexes if phrase.places[i] - phrase.places[indexes[0]] == i - indexes[0]
    ]
    return cover(phrase.tokens[i].span for i in together)
