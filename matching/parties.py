"""Noun phrases as the sides of a deed: who they name, and whether two mean one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.name_tokens import fold
from matching.places import is_demonym, place_named
from matching.span import Span
from matching.tokens import Token, lemma
from matching.verb_forms import clause_words
from matching.word_classes import WordClass

LINKS = frozenset({"de", "del", "of", "do", "da", "dos", "das", "du", "des", "la", "los", "las"})
_INSIDE = frozenset(
    {
        WordClass.NAME,
        WordClass.OTHER,
        WordClass.BASE,
        WordClass.DETERMINER,
        WordClass.NUMBER,
    }
)
_POSSESSIVE = ("'s", "’s")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Party:
    """A noun phrase: the tokens [first, last], its span, and what it names.

    `names` are its folded names, countries by their code ("PE" for "Perú", "peruano");
    `nouns` the dictionary forms of its other words; `places` which of the names are places.
    """

    first: int
    last: int
    span: Span
    names: frozenset[str]
    nouns: frozenset[str]
    places: frozenset[str] = frozenset()

    def is_same(self, other: "Party") -> bool | None:
        """Tell whether two phrases mean one; None where only their words differ."""
        own, others = self.names - self.places, other.names - other.places
        if own and others:
            return bool(own & others)
        if self.names and other.names:
            return bool(self.names & other.names) if not (own or others) else None
        if self.names or other.names:
            return None
        return True if self.nouns & other.nouns else None


@lru_cache(maxsize=16384)
def place_id(word: str, language: str) -> str | None:
    """Return the id of the listed place that one word names, a people's country included."""
    place = place_named(word, language)
    if place is None or not (word[0].isupper() or is_demonym(word)):
        return None
    return place.place_id


def _party(tokens: Sequence[Token], first: int, last: int, language: str) -> Party:
    names: set[str] = set()
    nouns: set[str] = set()
    places: set[str] = set()
    closed = clause_words(language, "determiners") | clause_words(language, "prepositions")
    for token in tokens[first : last + 1]:
        word = token.text
        for mark in _POSSESSIVE:
            word = word.removesuffix(mark)
        if len(word) < _SHORTEST or word.lower() in closed or not word[0].isalpha():
            continue
        place = place_id(word, language)
        if place is not None:
            places.add(place)
        elif word[0].isupper() and token is not tokens[0]:
            names.add(fold(word))
        elif word[0].isupper():
            names.add(fold(word))
            nouns.add(lemma(word, language))
        else:
            nouns.add(lemma(word, language))
    span = Span(tokens[first].span.start, tokens[last].span.end)
    return Party(first, last, span, frozenset(names | places), frozenset(nouns), frozenset(places))


def party_after(
    tokens: Sequence[Token], classes: Sequence[WordClass], at: int, language: str
) -> Party | None:
    """Return the phrase that begins at *at*, its "of" complement included; None without one."""
    end = at
    while end < len(tokens) and (
        classes[end] in _INSIDE
        or (
            end > at
            and tokens[end].text.lower() in LINKS
            and end + 1 < len(tokens)
            and classes[end + 1] in _INSIDE
        )
    ):
        if (
            end > at
            and classes[end] is WordClass.DETERMINER
            and (tokens[end - 1].text.lower() not in LINKS)
        ):
            break
        end += 1
    if end == at:
        return None
    return _party(tokens, at, end - 1, language)


def party_before(
    tokens: Sequence[Token],
    classes: Sequence[WordClass],
    at: int,
    language: str,
    *,
    governed: bool = False,
) -> Party | None:
    """Return the phrase that ends at *at* or, behind its adjuncts, before it; None without one.

    A phrase under a preposition is an adjunct, except where *governed* asks for it.
    """
    end = at
    for _ in range(4):
        end = _skip_aside(tokens, end)
        if end < 0 or classes[end] not in _INSIDE:
            return None
        start = end
        while start > 0 and (
            classes[start - 1] in _INSIDE or tokens[start - 1].text.lower() in LINKS
        ):
            if (
                classes[start] is WordClass.DETERMINER
                and tokens[start - 1].text.lower() not in LINKS
            ):
                break
            start -= 1
        is_governed = start > 0 and classes[start - 1] is WordClass.PREPOSITION
        if not is_governed or governed:
            return _party(tokens, start, end, language)
        end = start - 2
    return None


def _skip_aside(tokens: Sequence[Token], at: int) -> int:
    """Step over ", the captain," before *at*; -1 where a comma ends the clause."""
    if at < 0 or tokens[at].text != ",":
        return at
    for i in range(at - 1, max(-1, at - 9), -1):
        if tokens[i].text == ",":
            return i - 1
    return -1


def relative_antecedent(
    tokens: Sequence[Token], classes: Sequence[WordClass], at: int, language: str
) -> tuple[Party | None, bool]:
    """Return what the relative pronoun at *at* stands for, and whether a cleft stresses it."""
    end = at - 1
    while end >= 0 and (tokens[end].text == "," or classes[end] is WordClass.DETERMINER):
        end -= 1
    party = party_before(tokens, classes, end, language, governed=True)
    if party is None:
        return None, False
    before = tokens[party.first - 1].text.lower() if party.first else ""
    return party, before in clause_words(language, "passive_auxiliaries")
