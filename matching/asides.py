"""Words set off inside a clause that state something of their own.

", que costó 3 millones,", ", alcalde de Río Seco,", ", considered the oldest,", ", such as A
and B,": taken out, the clause around them reads on, and they are claims by themselves. Where
no end can be seen, nothing is taken out.
"""

from dataclasses import replace

from matching.aside import Aside
from matching.aside_ends import DASHES, closed
from matching.aside_kinds import absolute, comment, examples, explained
from matching.clause_scan import (
    CONTENT,
    commas,
    count_main_verbs,
    finite_before_sign,
    has_finite,
    skip_adverbs,
    verb_at,
)
from matching.descriptions import describes, is_superlative
from matching.phrase import Phrase
from matching.word_classes import WordClass

_C = WordClass
_OPENING = (_C.PREPOSITION, _C.COORDINATOR)


def find_asides(phrase: Phrase) -> tuple[Aside, ...]:
    """Return what is set off in *phrase*, in order and apart."""
    fronted = _fronted(phrase)
    found = [fronted] if fronted else []
    index = fronted.right if fronted else 1
    while index < len(phrase) - 1:
        # The comma that ended an aside opens no comment: "Ana Rey, 47, dirige A, agrupa B".
        is_shared = bool(found) and found[-1].right == index + 1
        aside = _aside_at(phrase, index, is_shared=is_shared)
        if aside is None:
            index += 1
            continue
        found.append(aside)
        # The comma that ends one may open the next: "Ana Rey, 71, a teacher, won".
        closes = aside.right - 1
        index = closes if closes > aside.start and phrase.sign(closes) else aside.right
    return tuple(_apart(found))


def _apart(found: list[Aside]) -> list[Aside]:
    """Give a sign shared by two neighbours to the first of them."""
    kept: list[Aside] = []
    for aside in found:
        if kept and aside.left < kept[-1].right:
            aside = replace(aside, left=kept[-1].right, anchor=kept[-1].anchor)
        kept.append(aside)
    return kept


def _aside_at(phrase: Phrase, index: int, *, is_shared: bool) -> Aside | None:
    """Return the aside that the sign at *index* opens, None when it opens none."""
    sign = phrase.sign(index)
    if phrase.match("free_relatives", index) and not phrase.is_class(index - 1, *_OPENING):
        return closed(phrase, index - 1, index + 1, None, left=index)
    if phrase.match("inner_introducers", index):
        return examples(phrase, index - 1, left=index)
    if sign != "," and sign not in DASHES:
        return None
    for find in (comment, examples, _relative, _participial, absolute, _apposition):
        if find is comment and is_shared:
            continue
        aside = find(phrase, index)
        if aside is not None:
            return aside
    return None


def _fronted(phrase: Phrase) -> Aside | None:
    """Return "Fundada en 1911," before its clause."""
    first = skip_adverbs(phrase, 0)
    if not phrase.is_class(first, _C.PARTICIPLE, _C.GERUND) or first > 1:
        return None
    for comma in commas(phrase, first):
        if has_finite(phrase, 0, comma):
            return None
        if phrase.is_class(comma + 1, _C.COORDINATOR, _C.PARTICIPLE, _C.GERUND):
            continue
        if has_finite(phrase, comma, len(phrase)) and comma - first > 1:
            return Aside(0, comma, 0, comma + 1, is_inner=True)
        return None
    return None


def _relative(phrase: Phrase, index: int) -> Aside | None:
    """Return ", que costó 3 millones," and ", con quien se reunió"."""
    start = index + 1
    opener = start + 1 if phrase.is_class(start, _C.PREPOSITION) else start
    is_word = phrase.is_in(opener, "relatives")
    partitive = phrase.match("partitives", start + 1)  # "dos [de los cuales] ganaron"
    if not (is_word or partitive or phrase.match("relative_phrases", opener)):
        return None
    if phrase.match("subordinate", start) or _in_row_of_that(phrase, opener):
        return None
    if not any(kind in CONTENT for kind in phrase.classes[:index]):
        return None
    verb = phrase.first(frozenset({_C.FINITE}), opener, len(phrase))
    if verb is None or not finite_before_sign(phrase, opener):
        return None
    return closed(phrase, index, verb + 1, _anchor(phrase, index))


def _in_row_of_that(phrase: Phrase, index: int) -> bool:
    """Tell "(dijo que A), que B y que C", a row of reported clauses, from a relative one."""
    if not phrase.is_in(index, "that") or phrase.is_class(index + 1, _C.FINITE):
        return False
    return any(
        phrase.is_class(i, _C.COORDINATOR) and phrase.is_in(i + 1, "that")
        for i in range(index, len(phrase))
    )


def _participial(phrase: Phrase, index: int) -> Aside | None:
    """Return ", considered the oldest," and ", dejando cuatro heridos"."""
    start = index + 1
    verb = start
    while phrase.is_class(verb, _C.ADVERB):
        verb += 1
    is_gerund = phrase.is_class(verb, _C.GERUND)
    if not (is_gerund or phrase.is_class(verb, _C.PARTICIPLE)):
        return None
    if phrase.match("list_introducers", start) or verb + 1 >= len(phrase):
        return None
    if phrase.is_class(verb + 1, _C.COORDINATOR, _C.SIGN):
        return None
    if not is_gerund and _in_row(phrase, index, _C.PARTICIPLE):
        return None
    if is_gerund and (
        _in_row(phrase, index, _C.GERUND)
        or not (phrase.is_governed or count_main_verbs(phrase, 0, index))
    ):
        return None
    anchor = None if is_gerund else _anchor(phrase, index)
    return closed(phrase, index, verb + 1, anchor)


def _in_row(phrase: Phrase, index: int, kind: WordClass) -> bool:
    """Tell whether *kind* stands in the words before the comma: "detenido, juzgado y …"."""
    previous = max((c for c in commas(phrase, 0, index)), default=-1)
    return kind in phrase.classes[previous + 1 : index] and any(
        k is _C.COORDINATOR and phrase.is_class(i + 1, kind)
        for i, k in enumerate(phrase.classes)
        if i > index
    )


# In words: what is longer is a list, which would be read again at each of its commas.
_LONGEST_APPOSITION = 60


def _apposition(phrase: Phrase, index: int) -> Aside | None:
    """Return ", alcalde de Río Seco," and ", de 58 años," after a name."""
    start = index + 1
    if not (_is_named(phrase, index) or is_superlative(phrase, start)):
        return explained(phrase, index)
    reach = min(len(phrase), start + _LONGEST_APPOSITION)
    ends = commas(phrase, start, reach, ",;" + "".join(DASHES))
    for comma in [*ends, len(phrase)] if reach == len(phrase) else ends:
        if count_main_verbs(phrase, start, comma):
            return None
        found = describes(phrase, index, start, comma)
        if found is None:
            continue
        closes = comma == len(phrase) or phrase.sign(comma) == ";"
        if closes or _reads_on(phrase, index, comma, is_sure=found):
            right = comma if closes else comma + 1
            anchor = _anchor(phrase, index)
            return Aside(start, comma, index, right, anchor, is_inner=True, describes=True)
        if not found:
            return None
    return None


def _is_named(phrase: Phrase, index: int) -> bool:
    """Tell whether a name, or a name and its acronym or age, ends before *index*."""
    before = index - 1
    if phrase.sign(before) in (",", ")", "”", '"', "»", "’"):
        before -= 1
    return phrase.is_class(before, _C.NAME) or (
        phrase.is_class(before, _C.NUMBER, _C.OTHER, _C.BASE)
        and (not has_finite(phrase, 0, index) or _is_explained(phrase, index))
    )


def _is_explained(phrase: Phrase, index: int) -> bool:
    """Tell "the fossil, a jawbone with six teeth, in A": one thing, then what it is."""
    if not phrase.is_in(index + 1, "indefinite_articles"):
        return False
    ends = commas(phrase, index + 1)
    if not ends or not phrase.is_class(ends[0] + 1, _C.PREPOSITION, _C.FINITE):
        return False
    noun = next((i for i in (index - 2, index - 3) if phrase.is_in(i, "definite")), None)
    return noun is not None and not has_finite(phrase, index, ends[0])


def _reads_on(phrase: Phrase, index: int, comma: int, *, is_sure: bool) -> bool:
    """Tell whether the clause goes on after the comma that ends an apposition."""
    following = comma + 1
    if verb_at(phrase, following):
        return True
    if is_sure and phrase.is_class(following, _C.COORDINATOR, _C.PREPOSITION, _C.GERUND):
        return True
    if phrase.is_class(following, _C.COORDINATOR) and verb_at(phrase, following + 1):
        return True
    if phrase.is_class(following, _C.PREPOSITION) and has_finite(phrase, 0, index):
        return True
    opener = following + 1 if phrase.is_class(following, _C.PREPOSITION) else following
    if phrase.is_in(opener, "relatives") or phrase.match("subordinate", following):
        return True
    if phrase.is_class(following, _C.PARTICIPLE):
        return True
    again = commas(phrase, following)
    is_next = describes(phrase, index, following, again[0] if again else len(phrase))
    return bool(is_sure and is_next is not None)


_LINKS = frozenset({_C.NAME, _C.OTHER, _C.DETERMINER, _C.NUMBER, _C.BASE, _C.PARTICIPLE})


def _anchor(phrase: Phrase, index: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before *index*: "the head of the ministry"."""
    start = index
    while start > 0:
        kind = phrase.classes[start - 1]
        is_link = kind is _C.PREPOSITION and phrase.is_in(start - 1, "noun_links")
        is_bracket = phrase.sign(start - 1) in ("(", ")")
        if kind not in _LINKS and not is_link and not is_bracket:
            break
        start -= 1
    while start < index and phrase.is_class(start, _C.PREPOSITION, _C.SIGN):
        start += 1
    return (start, index) if start < index else None
