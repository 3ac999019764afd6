"""A rough word class for every token, from closed lists, verb forms and neighbours.

It serves one purpose, finding where clauses and list items begin, so it keeps to the
distinctions that this needs and prefers OTHER (noun, adjective) when in doubt: a clause
that is not split does less harm than one torn apart.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.tokens import Token
from matching.verb_forms import VerbForm, clause_words, verb_form


class WordClass(StrEnum):
    """What a token is, as far as clause boundaries are concerned."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    PRONOUN = "pronoun"
    ADVERB = "adverb"
    NUMBER = "number"
    NAME = "name"
    SIGN = "sign"
    BASE = "base"
    OTHER = "other"


NON_FINITE = frozenset({WordClass.INFINITIVE, WordClass.GERUND})
_AFTER_THESE_A_NOUN = frozenset(
    {WordClass.DETERMINER, WordClass.NUMBER, WordClass.PREPOSITION, WordClass.PARTICIPLE}
)
_NOMINAL = (WordClass.DETERMINER, WordClass.OTHER, WordClass.BASE, WordClass.NAME)
_OBJECT_FOLLOWS = frozenset({WordClass.DETERMINER, WordClass.PRONOUN, WordClass.SUBORDINATOR})

_CLOSED = (
    ("auxiliaries", WordClass.FINITE),
    ("cardinals", WordClass.NUMBER),
    ("coordinators", WordClass.COORDINATOR),
    ("relatives", WordClass.RELATIVE),
    ("subordinators", WordClass.SUBORDINATOR),
    ("prepositions", WordClass.PREPOSITION),
    ("determiners", WordClass.DETERMINER),
    ("pronouns", WordClass.PRONOUN),
    ("clitics", WordClass.PRONOUN),
    ("adverbs", WordClass.ADVERB),
)


@cache
def _closed_class(word: str, language: str) -> WordClass | None:
    lists = load_lexicon(language, "clauses")
    return next((kind for name, kind in _CLOSED if word in lists.get(name, ())), None)


def classify_words(tokens: Sequence[Token], language: str) -> tuple[WordClass, ...]:
    """Return one class for each token, in order.

    A language without a clause lexicon gets NAME, NUMBER, SIGN and OTHER alone.
    """
    classes: list[WordClass] = []
    primary = primary_language(language)
    for index, token in enumerate(tokens):
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        before = tokens[index - 1].text if index else ""
        previous = classes[-1] if classes else WordClass.SIGN
        classes.append(_classify(token, previous, (before, following), primary))
    return tuple(classes)


def _classify(
    token: Token, previous: WordClass, around: tuple[str, str], language: str
) -> WordClass:
    if not token.is_word:
        return WordClass.SIGN
    if token.text[0].isdigit():
        return WordClass.NUMBER
    if token.is_capitalised and (previous is not WordClass.SIGN or around[0] == ","):
        return WordClass.NAME
    word = token.text.lower()
    closed = _closed_class(word, language)
    if closed is WordClass.DETERMINER and word in clause_words(language, "clitics"):
        # "la ratificaron" is a pronoun, "la lucha" an article: the next word tells.
        # After a preposition no finite verb has a clitic: "de los rectores".
        after_preposition = previous is WordClass.PREPOSITION
        is_clitic = not after_preposition and verb_form(around[1], language) is VerbForm.FINITE
        return WordClass.PRONOUN if is_clitic else WordClass.DETERMINER
    if closed is not None:
        return closed
    form = verb_form(word, language)
    if language == "en":
        found = _english(form, previous, around)
    else:
        found = _romance(form, previous, around[0])
    if found is WordClass.OTHER and token.is_capitalised:
        return WordClass.NAME
    return found


def _romance(form: VerbForm | None, previous: WordClass, before: str) -> WordClass:
    if before.lower() == "se" and form in (None, VerbForm.FINITE):
        return WordClass.FINITE  # "se clausura": after the clitic even a noun is a verb
    if form is None:
        return WordClass.OTHER
    if form is VerbForm.FINITE and previous in (WordClass.DETERMINER, WordClass.PREPOSITION):
        return WordClass.OTHER
    if form is VerbForm.INFINITIVE and previous is WordClass.DETERMINER:
        return WordClass.OTHER
    return WordClass(form.value)


def _english(form: VerbForm | None, previous: WordClass, around: tuple[str, str]) -> WordClass:
    before, following = around[0].lower(), around[1].lower()
    if form is VerbForm.FINITE:
        if previous is WordClass.FINITE or before in ("been", "being", "not"):
            return WordClass.PARTICIPLE
        return WordClass.OTHER if previous in _AFTER_THESE_A_NOUN else WordClass.FINITE
    if form is VerbForm.BASE:
        if before == "to":
            return WordClass.INFINITIVE
        # "the two societies share 41 years": a plural subject before, an object behind.
        object_next = _closed_class(following, "en") in _OBJECT_FOLLOWS or following[:1].isdigit()
        after_plural = previous is WordClass.OTHER and before.endswith("s")
        return WordClass.FINITE if after_plural and object_next else WordClass.BASE
    if form is VerbForm.PRESENT_S:
        after_subject = previous in (WordClass.NAME, WordClass.PRONOUN, WordClass.RELATIVE)
        takes_object = _closed_class(following, "en") in _OBJECT_FOLLOWS or around[1][:1].isupper()
        return WordClass.FINITE if after_subject and takes_object else WordClass.OTHER
    if form is VerbForm.GERUND:
        # "drug trafficking", "the hearing": after a noun or an article it is a noun.
        return WordClass.OTHER if previous in _NOMINAL else WordClass.GERUND
    return WordClass.PARTICIPLE if form is VerbForm.PARTICIPLE else WordClass.OTHER
