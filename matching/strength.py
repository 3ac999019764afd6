"""How far an act goes: discussed, agreed or signed; urged or demanded."""

from dataclasses import dataclass
from functools import cache, lru_cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.main_clause import main_clause
from matching.relation import Relating, Relation
from matching.span import Span
from matching.word_table import PhraseTable, Word, words_of

_NEGATION_REACH = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """A level on the ladder of one family; rank 0 is its weakest.

    `excluded` names the levels of the family that the claim itself denies ("discussed
    it but did not agree").
    """

    level: str
    rank: int
    family: str
    span: Span
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Level:
    family: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Hit:
    level: _Level
    span: Span
    negated: bool


@cache
def _levels(language: str) -> PhraseTable[_Level]:
    primary = primary_language(language)
    return PhraseTable(
        {
            word: _Level(family, name, rank)
            for family, entry in load_lexicon(SHARED, "strength").get("family", {}).items()
            for rank, name in enumerate(entry["order"])
            for word in entry[name].get(primary, ())
        }
    )


@lru_cache(maxsize=1024)
def find_strength(text: str, language: str, span: Span | None = None) -> Strength | None:
    """Return the level that the main clause of *text* reaches, None when it names none.

    The family is that of its first verb, the level the highest it says was reached:
    "discussed and signed" is signed, "agreed to sign" is agreed.
    """
    words = words_of(text, language, span)
    hits = _hits(words, language)
    affirmed = [hit for hit in hits if not hit.negated]
    if not affirmed:
        return None
    family = affirmed[0].level.family
    same = [hit for hit in affirmed if hit.level.family == family]
    best = max(same, key=lambda hit: hit.level.rank)
    excluded = tuple(
        hit.level.name
        for hit in hits
        if hit.negated and hit.level.family == family and hit.level.rank > best.level.rank
    )
    return Strength(best.level.name, best.level.rank, family, best.span, excluded)


def _hits(words: tuple[Word, ...], language: str) -> list[_Hit]:
    """Return the levels that finite verbs of the main clause name, in order."""
    table, main = _levels(language), main_clause(words, language)
    lexicon = load_lexicon(language, "polarity")
    hits: list[_Hit] = []
    for place, end, level in table.scan(words):
        if main[place] and _is_finite(words, place, lexicon.get("determiners", ()), language):
            near = words[max(0, place - _NEGATION_REACH) : place]
            negated = any(word.form in lexicon.get("negators", ()) for word in near)
            span = Span(words[place].span.start, words[end - 1].span.end)
            hits.append(_Hit(level, span, negated))
    return hits


def _is_finite(words: tuple[Word, ...], place: int, determiners: list[str], language: str) -> bool:
    """Tell a verb that states an act from a noun or an infinitive: "to sign", "firmar"."""
    word, before = words[place], words[place - 1].form if place else ""
    if before in determiners:
        return False
    if language.startswith("en"):
        return before not in ("to", "and to")
    infinitive = word.form == word.lemma and word.form.endswith(("ar", "er", "ir", "re"))
    return not infinitive or (
        language.startswith("fr") and not word.form.endswith(("er", "ir", "re"))
    )


def compare_strength(left: Strength, right: Strength) -> Relating:
    """Decide whether two levels agree.

    The same level is the same; different ranks of one family are compatible, since a
    stronger act includes the weaker ("agreed" and "signed"), unless one claim denies
    the level that the other states: then they differ. Families are not compared.
    """
    if left.family != right.family:
        return Relating(
            Relation.INCOMPARABLE, f"{left.level} and {right.level} are not of one kind"
        )
    if left.level in right.excluded or right.level in left.excluded:
        return Relating(
            Relation.DIFFERENT, f"one says {left.level}, the other {right.level}, and one denies it"
        )
    if left.rank == right.rank:
        return Relating(Relation.SAME, f"both say {left.level}")
    weaker, stronger = sorted((left, right), key=lambda one: one.rank)
    return Relating(Relation.COMPATIBLE, f"{weaker.level} is weaker than {stronger.level}")
