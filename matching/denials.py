"""What a claim denies: each negation with the words it is about.

"No toca los impuestos" is about touching, "none of it in shares" about shares; the rest of
the sentence is not denied. Only the denied word can be what another claim affirms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from matching.counterparts import is_content
from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.main_clause import CLAUSE_ENDS, main_clause
from matching.polarity import Cue, find_cues, without_doubles
from matching.span import Span
from matching.word_classes import WordClass, classify_words
from matching.word_table import PhraseTable, Word, words_of

_REACH = 9
# "Will not apply retroactively" denies the manner.
_MANNER = ("ly", "mente", "ment")
_VERBS = frozenset(
    {WordClass.FINITE, WordClass.PARTICIPLE, WordClass.INFINITIVE, WordClass.GERUND, WordClass.BASE}
)


_VERBAL = frozenset({WordClass.INFINITIVE, WordClass.GERUND})


@dataclass(frozen=True, slots=True)
class Denial:
    """The place of a negation and those of the words it denies, the most telling first."""

    cue: Span
    heads: tuple[Span, ...]


@lru_cache(maxsize=1024)
def find_denials(text: str, language: str) -> tuple[Denial, ...]:
    """Return the negations that *text* states, in order, each with what it denies.

    Denials of a condition ("if it does not rain"), of a look-alike ("not only") and denied
    denials ("did not rule out") are none; one that is about nothing but light words
    ("does not have it") has no heads.
    """
    words = words_of(text, language)
    if not words:
        return ()
    lexicon = load_lexicon(language, "polarity")
    heard = main_clause(words, language, conceded=True)
    cues = without_doubles(find_cues(words, text, language, heard), words, language)
    classes = classify_words([word.token for word in words], primary_language(language))
    cues += _adjuncts(words, classes, heard, cues, language)
    cues += _prevented(words, language)
    found = []
    for cue in sorted(cues, key=lambda one: one.first):
        if not _is_harmless(cue, words, lexicon):
            heads = _heads(cue, words, classes, language)
            span = Span(words[cue.first].span.start, words[cue.last - 1].span.end)
            found.append(Denial(span, tuple(words[place].span for place in heads)))
    return tuple(found)


def _adjuncts(
    words: tuple[Word, ...],
    classes: tuple[WordClass, ...],
    heard: tuple[bool, ...],
    cues: list[Cue],
    language: str,
) -> list[Cue]:
    """Return "sin" and "without" before a verb, where no cue has them yet.

    "Sin tocar los impuestos" denies; "dejó sin luz" tells of a loss.
    """
    adjuncts = load_lexicon(language, "polarity").get("adjuncts", ())
    taken = {place for cue in cues for place in range(cue.first, cue.last)}
    return [
        Cue(place, place + 1, verb=False)
        for place, word in enumerate(words)
        if word.form in adjuncts
        and heard[place]
        and place not in taken
        and place + 1 < len(words)
        and classes[place + 1] in _VERBAL
    ]


def _prevented(words: tuple[Word, ...], language: str) -> list[Cue]:
    """Return "before it could", behind which stands what never came about."""
    table = _phrases(language, "prevented")
    found = ((place, table.at(words, place)) for place in range(len(words)))
    return [Cue(place, place + hit[0], verb=False) for place, hit in found if hit is not None]


def _is_harmless(cue: Cue, words: tuple[Word, ...], lexicon: Mapping[str, Any]) -> bool:
    """Tell "no other", "desmintió a la alcaldesa" and "had not lost since April"."""
    after = words[cue.last].form if cue.last < len(words) else ""
    if after in lexicon.get("others", ()) or (cue.verb and after in ("a", "al", "ao")):
        return not _is_denier_with_infinitive(cue, words)
    clause = [word.form for word in words[max(0, cue.first - 1) : _clause_end(words, cue.last)]]
    is_perfect = any(form in lexicon.get("perfect", ()) for form in clause[:3])
    return is_perfect and any(form in lexicon.get("since", ()) for form in clause)


def _is_denier_with_infinitive(cue: Cue, words: tuple[Word, ...]) -> bool:
    """Tell "se negó a recibir", whose preposition belongs to the phrase."""
    return words[cue.last - 1].form in ("a", "to")


def _clause_end(words: tuple[Word, ...], start: int) -> int:
    """Return the place of the next sign that ends a clause."""
    end = start
    while end < len(words) and words[end].form not in CLAUSE_ENDS:
        end += 1
    return end


def _heads(
    cue: Cue, words: tuple[Word, ...], classes: tuple[WordClass, ...], language: str
) -> list[int]:
    """Return the places of the denied word, and of a noun that belongs to it."""
    end = min(_clause_end(words, cue.last), cue.last + _REACH)
    telling = [
        place for place in range(cue.last, end) if _is_telling(words, classes, place, language)
    ]
    is_nominal = _is_in(_phrases(language, "subjects"), cue, words)
    if is_nominal:
        verbs = [place for place in telling if classes[place] in _VERBS]
        if verbs and not _has_verb_before(cue, words, classes):
            return verbs[:1]
    if not telling:
        return []
    first = telling[0]
    is_verb = classes[first] in _VERBS and not (is_nominal or cue.verb)
    joined = len(telling) > 1 and telling[1] == first + 1
    if is_verb:
        joined = joined and words[telling[1]].form.endswith(_MANNER)
    return telling[:2] if joined else [first]


def _is_telling(
    words: tuple[Word, ...], classes: tuple[WordClass, ...], place: int, language: str
) -> bool:
    """Tell a word that can be what is denied from a name, a number or a light word."""
    word = words[place]
    if classes[place] in (WordClass.NAME, WordClass.NUMBER, WordClass.SIGN):
        return False
    lexicon = load_lexicon(language, "polarity")
    small = ("light", "subjects", "adjuncts", "negators", "copulas")
    if any(word.is_in(lexicon.get(name, ())) for name in small):
        return False
    return is_content(word.token.text, language)


@cache
def _phrases(language: str, name: str) -> PhraseTable[bool]:
    return PhraseTable(dict.fromkeys(load_lexicon(language, "polarity").get(name, ()), True))


def _is_in(table: PhraseTable[bool], cue: Cue, words: tuple[Word, ...]) -> bool:
    return table.at(words, cue.first) is not None


def _has_verb_before(cue: Cue, words: tuple[Word, ...], classes: tuple[WordClass, ...]) -> bool:
    """Tell "received no reply", where the negation is the object, from "no reply came"."""
    start = cue.first
    while start and words[start - 1].form not in CLAUSE_ENDS:
        start -= 1
    return any(kind is WordClass.FINITE for kind in classes[start : cue.first])
