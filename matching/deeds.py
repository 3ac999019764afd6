"""Whether two opposite words tell of one deed: who does it, and to what."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from matching.dates import find_dates
from matching.lexicon import load_lexicon
from matching.name_tokens import fold
from matching.span import Span
from matching.units import unit_phrases
from matching.word_table import Word, words_of

_SHORTEST = 3
# "Brasil" and "Brazil", "diésel" and "diesel" are one word.
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class VerbContext:
    """The telling words before and after a verb, and the names among those before."""

    before: frozenset[str]
    after: frozenset[str]
    names: frozenset[str]


def verb_context(text: str, language: str, span: Span) -> VerbContext:
    """Return what the verb at *span* of *text* stands among: the deed that is told of.

    Articles and the like, figures, dates and people in general ("12 persons") tell
    nothing of it.
    """
    dates = [value.span for value in find_dates(text, language)]
    words = words_of(text, language)
    telling = [
        word
        for place, word in enumerate(words)
        if _is_telling(words, place, language) and not any(d.overlaps(word.span) for d in dates)
    ]
    before = [word for word in telling if word.span.end <= span.start]
    return VerbContext(
        _keys(before),
        _keys([word for word in telling if word.span.start >= span.end]),
        _keys([word for word in before if word.token.text[0].isupper()]),
    )


def _is_telling(words: tuple[Word, ...], place: int, language: str) -> bool:
    word = words[place]
    if not word.form[0].isalpha() or len(word.form) < _SHORTEST or word.is_in(_small(language)):
        return False
    unit = unit_phrases(language).at(words, place)
    return unit is None or not unit[1].person


@cache
def _small(language: str) -> frozenset[str]:
    """Return the words that link others: articles, prepositions, auxiliaries."""
    polarity = load_lexicon(language, "polarity")
    lists = (polarity.get(key, ()) for key in ("determiners", "copulas", "prepositions", "adverbs"))
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    return frozenset(grammar.get("stops", ())).union(*lists)


def _keys(words: list[Word]) -> frozenset[str]:
    return frozenset(fold(word.lemma) for word in words)


def share_a_word(left: VerbContext, right: VerbContext) -> bool:
    """Tell whether two deeds have a telling word in common, wherever it stands."""
    return bool((left.before | left.after) & (right.before | right.after))


def share_an_object(left: VerbContext, right: VerbContext) -> bool:
    """Tell whether a word after one verb stands after the other too, in its spelling."""
    return _meet(left.after, right.after)


def have_one_subject(left: VerbContext, right: VerbContext, *, one_language: bool) -> bool:
    """Tell whether one subject does both: "Chile sold" and "Chile bought".

    Without a subject on one side the objects decide. Subjects in two languages without
    a name ("el equipo", "the team") are taken for one unless one is the other's object.
    """
    if _meet(left.before, right.before):
        return True
    if not left.before or not right.before:
        return share_an_object(left, right)
    crossed = _meet(left.before, right.after) or _meet(left.after, right.before)
    return not (one_language or crossed or left.names or right.names)


def _meet(lefts: frozenset[str], rights: frozenset[str]) -> bool:
    return any(
        left == right or SequenceMatcher(None, left, right).ratio() >= _ALIKE
        for left in lefts
        for right in rights
    )
