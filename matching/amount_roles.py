"""What an amount tells of its thing: where it stands, where it came from, by how much it moved.

"Rose by 3% to 8%" gives a change and a level; neither contradicts the other, and neither
is what the thing was before. An amount of which the words say nothing is PLAIN, and may
be any of them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matching.amounts import Amount
from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.slots import AmountRole, QuantityKind
from matching.verb_forms import VerbForm, verb_form
from matching.word_table import PhraseTable, Word

_CHANGE_REACH = 10
_OF_THE = 2
_CLAUSE_ENDS = frozenset(".;:?!")


def amount_roles(
    found: Sequence[Amount], words: tuple[Word, ...], language: str
) -> tuple[AmountRole, ...]:
    """Return the role of each amount of a text, in order."""
    roles: list[AmountRole] = []
    for index, one in enumerate(found):
        follows = index + 1 < len(found) and _runs_to(one, found[index + 1], words, language)
        if index + 1 < len(found) and _is_part(one, found[index + 1], words, language):
            roles.append(AmountRole.PART)
            continue
        led = bool(roles) and roles[-1] is AmountRole.FROM
        came = led and _runs_to(found[index - 1], one, words, language)
        roles.append(AmountRole.TO if came else _role(one, words, language, follows))
    return tuple(roles)


def _runs_to(left: Amount, right: Amount, words: tuple[Word, ...], language: str) -> bool:
    """Tell whether "to" alone stands between two amounts."""
    between = words[left.last : right.first]
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    return len(between) == 1 and between[0].form in grammar.get("range_to", ())


def _is_part(left: Amount, right: Amount, words: tuple[Word, ...], language: str) -> bool:
    """Tell "90 of the 300 workers": a bare number of a counted whole."""
    between = words[left.last : right.first]
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    return (
        0 < len(between) <= _OF_THE
        and between[0].form in grammar.get("of", ())
        and left.unit is None
        and left.noun is None
        and (right.unit is None or right.unit.kind is QuantityKind.COUNT)
        and left.numeral.value <= right.numeral.value
    )


def _role(one: Amount, words: tuple[Word, ...], language: str, follows: bool) -> AmountRole:
    lexicon = load_lexicon(language, "numbers")
    grammar, roles = lexicon.get("grammar", {}), lexicon.get("roles", {})
    after = _after(language).at(words, one.last)
    if after is not None and after[1] is not AmountRole.CHANGE:
        return after[1]
    if _is_moment(one, words):
        return AmountRole.MOMENT
    place = _past_articles(one.first, words, roles)
    lead = words[place - 1].form if place else ""
    if follows and lead in grammar.get("from", ()):
        return AmountRole.FROM
    if after is not None or _moves(words, place - 1, grammar):
        return AmountRole.CHANGE
    near = words[max(0, place - 1 - _CHANGE_REACH) : max(0, place - 1)]
    if any(_moves(near, at, grammar) for at in range(_clause_start(near), len(near))):
        if lead in roles.get("by", ()) and not _stays(near, roles):
            return AmountRole.CHANGE
        if lead in (*roles.get("to", ()), *roles.get("by", ())):
            return AmountRole.TO
    return AmountRole.ALONE if _is_alone(one, words, language) else AmountRole.PLAIN


def _past_articles(at: int, words: tuple[Word, ...], roles: Mapping[str, Any]) -> int:
    """Step back over the "un" of "subió un 4 %"."""
    return at - 1 if at and words[at - 1].form in roles.get("articles", ()) else at


def _moves(words: Sequence[Word], at: int, grammar: Mapping[str, Any]) -> bool:
    return at >= 0 and words[at].is_in(grammar.get("changes", ()))


def _stays(near: Sequence[Word], roles: Mapping[str, Any]) -> bool:
    """Tell "bajó hasta situarse en 4 %", where it stands, from "bajó en 4 puntos"."""
    return bool(near) and near[-1].is_in(roles.get("stays", ()))


def _clause_start(near: Sequence[Word]) -> int:
    return max((at + 1 for at, word in enumerate(near) if word.form in _CLAUSE_ENDS), default=0)


def _is_alone(one: Amount, words: tuple[Word, ...], language: str) -> bool:
    bare = one.unit is None and one.noun is None and one.last < len(words)
    return bare and verb_form(words[one.last].form, primary_language(language)) is VerbForm.FINITE


def _is_moment(one: Amount, words: tuple[Word, ...]) -> bool:
    """Tell "el minuto 88", a point in time, from "88 minutos"."""
    named = words[one.first : one.numeral.first]
    unit = one.unit
    return (
        unit is not None and unit.dimension == "time" and any(w.form.isalpha() for w in named[1:])
    )


@cache
def _after(language: str) -> PhraseTable[AmountRole]:
    """Return the phrases after an amount that tell its role."""
    roles = load_lexicon(language, "numbers").get("roles", {})
    return PhraseTable(
        {
            phrase: role
            for name, role in (
                ("after_change", AmountRole.CHANGE),
                ("after_offset", AmountRole.OFFSET),
                ("after_each", AmountRole.EACH),
            )
            for phrase in roles.get(name, ())
        }
    )
