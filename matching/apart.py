"""What two claims are about, where it differs: two reservoirs, two months, two stages.

Claims about different things are different facts, however alike their words. Grammar tells:
a name inside the subject or a definite object ("the Olmedal plant") says what a claim is
about, a place adjunct ("in Olmedal") where one event happened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matching.claim import Claim
from matching.date_compare import relate_dates
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import fold
from matching.parties import place_id
from matching.quantity_relate import relate_quantities
from matching.slots import Granularity, Quantity, QuantityKind
from matching.span import Span
from matching.tokens import Token, lemma, tokenize
from matching.whereabouts import relate_whereabouts
from matching.word_classes import WordClass, classify_words

_PERIODS = (Granularity.MONTH, Granularity.QUARTER, Granularity.PART, Granularity.YEAR)
_LINKS = ("de", "del", "of", "do", "da", "du")
_INSIDE_LINKS = ("in", "en", "em", "no", "na", "à")
_POSSESSIVE = ("'s", "’s")
_NOUNS = (WordClass.OTHER, WordClass.BASE, WordClass.NAME, WordClass.FINITE)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Apart:
    """The words of both sides that tell what each is about."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class _Thing:
    """A noun with the name that tells which one: "embalse" of "Orellana"."""

    head: str
    names: frozenset[str]
    span: Span
    is_subject: bool


def find_apart(left: Claim, right: Claim) -> tuple[Apart, ...]:
    """Return what tells that the claims are about two things, empty where nothing does."""
    return (
        *_things_apart(left, right),
        *_cases_apart(left, right),
        *_parts_apart(left, right),
        *_periods_apart(left, right),
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon(SHARED, "topics")[name])


def _things_apart(left: Claim, right: Claim) -> Iterator[Apart]:
    """Yield things of one kind and place in the sentence that names tell apart."""
    ours, theirs = ((claim.own_text, claim.language) for claim in (left, right))
    every = _names_in(*ours), _names_in(*theirs)
    for one in _things_in(*ours):
        for two in _things_in(*theirs):
            is_kind = one.head == two.head and one.is_subject == two.is_subject
            is_named = one.names & every[1] or two.names & every[0]
            if is_kind and not is_named and not _may_hold(one.names, two.names):
                yield Apart(one.span.shift(left.span.start), two.span.shift(right.span.start))


def _may_hold(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether a country of one side holds a town of the other ("PE", "PE/Lima")."""
    pairs = [(one, two) for one in ours for two in theirs]
    return any(one.startswith(f"{two}/") or two.startswith(f"{one}/") for one, two in pairs)


@lru_cache(maxsize=1024)
def _names_in(text: str, language: str) -> frozenset[str]:
    names = (_name(token.text, language) for token in tokenize(text))
    return frozenset(name for name in names if name)


def _name(word: str, language: str) -> str | None:
    for mark in _POSSESSIVE:
        word = word.removesuffix(mark)
    if not word[:1].isalpha() or len(word) < _SHORTEST:
        return None
    place = place_id(word, language)
    return place or (fold(word) if word[0].isupper() else None)


@lru_cache(maxsize=1024)
def _things_in(text: str, language: str) -> tuple[_Thing, ...]:
    """Return the things that *text* tells of under names, their places in it."""
    return tuple(_find_things(tokenize(text), language))


def _find_things(tokens: Sequence[Token], language: str) -> Iterator[_Thing]:
    classes = classify_words(tokens, language)
    verb = next(
        (i for i, kind in enumerate(classes) if i and kind is WordClass.FINITE), len(tokens)
    )
    main = lemma(tokens[verb].text, language) if verb < len(tokens) else ""
    is_about = main not in _words("unique") | _words("saying")
    at = 0
    while at < len(tokens):
        if not tokens[at].is_capitalised:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].is_capitalised:
            end += 1
        thing = _thing(tokens, classes, (at, end), verb, language)
        if thing is not None and (is_about or not thing.is_subject):
            yield thing
        at = end


def _thing(
    tokens: Sequence[Token],
    classes: Sequence[WordClass],
    run: tuple[int, int],
    verb: int,
    language: str,
) -> _Thing | None:
    """Return the noun that a run of capitals tells apart, None for what locates or acts."""
    first, last = run
    is_subject = last <= verb and classes[0] is not WordClass.PREPOSITION
    names = [_name(token.text, language) for token in tokens[first:last]]
    found = frozenset(name for name in names if name)
    if not found:
        return None
    if tokens[last - 1].text.endswith(_POSSESSIVE) and last < len(tokens):
        head, start, end = last, first, last + 1
    elif first > 1 and _links(tokens[first - 1].text.lower(), is_subject):
        head, start, end = first - 2, first - 2, last
    else:
        return None
    noun = lemma(tokens[head].text, language)
    if classes[head] not in _NOUNS or noun in _words("events"):
        return None
    if not is_subject and _is_adjunct(classes, start):
        return None
    span = Span(tokens[start].span.start, tokens[end - 1].span.end)
    return _Thing(noun, found, span, is_subject)


def _links(word: str, is_subject: bool) -> bool:
    return word in _LINKS or (is_subject and word in _INSIDE_LINKS)


def _is_adjunct(classes: Sequence[WordClass], start: int) -> bool:
    """Tell whether a preposition governs the phrase whose noun stands at *start*."""
    at = start - 1
    while at >= 0 and classes[at] in (WordClass.DETERMINER, WordClass.OTHER, WordClass.NUMBER):
        at -= 1
    return at >= 0 and classes[at] is WordClass.PREPOSITION


def _cases_apart(left: Claim, right: Claim) -> Iterator[Apart]:
    """Yield the places of two counts: "reported 17 cases in A", "reported 17 cases in B"."""
    if all(_reports_count(claim) for claim in (left, right)):
        for pair in relate_whereabouts(left, right).differing:
            yield Apart(pair.left.span, pair.right.span)


def _reports_count(claim: Claim) -> bool:
    tokens = tokenize(claim.own_text)
    return any(
        lemma(token.text, claim.language) in _words("counting")
        and any(
            0 < q.span.start - claim.span.start - token.span.end <= _NEAR for q in _counts(claim)
        )
        for token in tokens
    )


# Letters between the verb of counting and its count: "reported a total of 17 cases".
_NEAR = 16


def _counts(claim: Claim) -> Sequence[Quantity]:
    return [q for q in claim.slots.numbers if q.kind is QuantityKind.COUNT]


def _parts_apart(left: Claim, right: Claim) -> Iterator[Apart]:
    """Yield the numbered parts of a series: "the third stage", "la cuarta etapa"."""
    ours, theirs = (
        [
            q
            for q in claim.slots.numbers
            if q.kind is QuantityKind.ORDINAL and q.unit in _words("series")
        ]
        for claim in (left, right)
    )
    if len(ours) == len(theirs) == 1 and ours[0].value != theirs[0].value:
        yield Apart(ours[0].span, theirs[0].span)


def _periods_apart(left: Claim, right: Claim) -> Iterator[Apart]:
    """Yield the periods of two figures: "6.1% in May", "6.9% in April"."""
    dates = relate_dates(left.slots.dates, right.slots.dates)
    numbers = relate_quantities(left.slots.numbers, right.slots.numbers)
    if dates.agreeing or numbers.agreeing or not numbers.differing:
        return
    measured = (QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE)
    is_figure = any(
        pair.left.kind in measured or pair.left.unit is None for pair in numbers.differing
    )
    for pair in dates.differing:
        grains = pair.left.granularity, pair.right.granularity
        if is_figure and grains[0] is grains[1] and grains[0] in _PERIODS:
            yield Apart(pair.left.span, pair.right.span)
