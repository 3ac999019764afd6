"""Coordinated items inside a predicate: "fortalecer A, profundizar B y combatir C".

A list is split where every item can stand as a statement once it inherits the words
before the list. Names, bare noun pairs ("seguridad y defensa") and what stands between
"entre … y …" belong together and stay so.
"""

from matching.list_starts import COUNTING, first_item_start, is_definite
from matching.phrase import Phrase
from matching.word_classes import NON_FINITE, WordClass

_MIN_WORDS_OF_NOUN_ITEM = 3


_FINITE = frozenset({WordClass.FINITE})
_COMMA = frozenset({",", ";"})


def split_items(phrase: Phrase, start: int, end: int) -> list[tuple[int, int]]:
    """Return the items of the list in tokens [start, end) as index ranges.

    An empty result means that the predicate is one statement. What stands before the
    first item is the head that every item inherits.
    """
    verbal = _verbal_items(phrase, start, end)
    if not verbal:
        return _noun_items(phrase, start, end)
    items: list[tuple[int, int]] = []
    for item_start, item_end in verbal:
        nested = _noun_items(phrase, item_start, item_end, in_list=True)
        if nested and nested[0][0] > item_start:
            nested[0] = (item_start, nested[0][1])
        items.extend(nested or [(item_start, item_end)])
    return items


def split_row(phrase: Phrase) -> list[tuple[int, int]]:
    """Return the items of the examples behind "including": names too; a bare pair is one."""
    separators = _separators(phrase, 0, len(phrase))
    joints = [i for i, s in enumerate(separators) if _is_coordinator(phrase, s)]
    if not joints or separators[0][0] == 0:
        return []
    chain = separators[: joints[-1] + 1]
    bounds = [0, *(following for _, following in chain)]
    items = list(zip(bounds, [*(cut for cut, _ in chain), len(phrase)], strict=True))
    if any(
        start >= end or phrase.first(_FINITE, start, start + 1) is not None for start, end in items
    ):
        return []
    if len(items) == 2 and not all(phrase.classes[start] in COUNTING for start, _ in items):
        return []
    return items


def _separators(phrase: Phrase, start: int, end: int) -> list[tuple[int, int]]:
    """Return separators as (first token, token after it); ", and" counts as one."""
    found: list[tuple[int, int]] = []
    depth = 0
    for i in range(start, end):
        text = phrase.tokens[i].text
        depth += (text in "([") - (text in ")]")
        is_separator = text in _COMMA or phrase.classes[i] is WordClass.COORDINATOR
        if depth == 0 and is_separator:
            if found and found[-1][1] == i:
                found[-1] = (found[-1][0], i + 1)
            else:
                found.append((i, i + 1))
    return found


def _verbal_items(phrase: Phrase, start: int, end: int) -> list[tuple[int, int]]:
    """Return "to close A, open B": the row of the first infinitive or gerund that has one."""
    for first in range(_after_finite(phrase, start, end), end):
        if phrase.classes[first] in NON_FINITE:
            items = _row_of(phrase, first, end)
            if items:
                return items
    return []


def _row_of(phrase: Phrase, first: int, end: int) -> list[tuple[int, int]]:
    """Return the verbs in a row with the one at *first*; a lone word ("make or break") is none."""
    form = phrase.classes[first]
    starts, ends = [first], list[int]()
    for cut, following in _separators(phrase, first, end):
        item = _verbal_start(phrase, following, end, form)
        if item is not None and cut - starts[-1] > 1:
            ends.append(cut)
            starts.append(item)
    if len(starts) == 1:
        return []
    starts = [_without_adverbs(phrase, start) for start in starts]
    # "a duplicar A, a compartir B": a mark that every item repeats is each item's own.
    if all(_has_mark(phrase, start) for start in starts):
        marks = {phrase.words[start - 1] for start in starts}
        starts = [start - 1 for start in starts] if len(marks) == 1 else starts
    return list(zip(starts, [*ends, end], strict=True))


def _without_adverbs(phrase: Phrase, verb: int) -> int:
    """Return where "no imponer" begins when a mark stands before its adverb: "a no imponer"."""
    start = verb
    while start > 1 and phrase.is_class(start - 1, WordClass.ADVERB):
        start -= 1
    return start if _has_mark(phrase, start) else verb


def _has_mark(phrase: Phrase, verb: int) -> bool:
    return verb > 0 and phrase.is_class(verb - 1, WordClass.PREPOSITION)


def _verbal_start(phrase: Phrase, index: int, end: int, form: WordClass) -> int | None:
    """Return where a coordinated verb of *form* begins at *index*, None when none does."""
    while index < end and phrase.classes[index] in (WordClass.ADVERB, WordClass.PREPOSITION):
        index += 1
    if index >= end or phrase.tokens[index].text in _COMMA:
        return None
    if phrase.classes[index] is form:
        return index
    is_bare = form is WordClass.INFINITIVE and phrase.classes[index] is WordClass.BASE
    if is_bare and index + 1 < end:
        # "to trade, fight smuggling": a bare verb takes an object, a noun does not.
        closing = (WordClass.SIGN, WordClass.COORDINATOR, WordClass.PREPOSITION)
        return None if phrase.classes[index + 1] in closing else index
    return None


def _noun_items(
    phrase: Phrase, start: int, end: int, *, in_list: bool = False
) -> list[tuple[int, int]]:
    region = _object_start(phrase, _finite_or(phrase, start, end), end)
    if region < end and phrase.tokens[region].text in _COMMA:
        return []  # "Twelve agreements were signed, on ports and energy": detail, no list
    separators = [s for s in _separators(phrase, region, end) if s[0] > region]
    joints = [s for s in separators if _is_coordinator(phrase, s)]
    if not joints:
        return []
    last = joints[-1]
    chain = [s for s in separators if s[0] <= last[0]]
    first_start = first_item_start(phrase, region, chain[0][0], last[1])
    bounds = [first_start, *(following for _, following in chain)]
    items = list(zip(bounds, [*(cut for cut, _ in chain), end], strict=True))
    if not all(_is_noun_item(phrase, item) for item in items):
        first_start = first_item_start(phrase, region, last[0], last[1])
        items = [(first_start, last[0]), (last[1], end)]
    if _keeps_together(phrase, region, items, in_list):
        return []
    return items


def _is_coordinator(phrase: Phrase, separator: tuple[int, int]) -> bool:
    return any(
        phrase.classes[i] is WordClass.COORDINATOR for i in range(separator[0], separator[1])
    )


def _after_finite(phrase: Phrase, start: int, end: int) -> int:
    finite = phrase.first(_FINITE, start, end)
    return start if finite is None else finite + 1


def _finite_or(phrase: Phrase, start: int, end: int) -> int:
    finite = phrase.first(_FINITE, start, end)
    return start if finite is None else finite


def _object_start(phrase: Phrase, start: int, end: int) -> int:
    """Return where the last verb's object begins: items are looked for after it."""
    verbs = (WordClass.FINITE, WordClass.INFINITIVE, WordClass.GERUND)
    joints = (i for i in range(start, end) if phrase.classes[i] is WordClass.COORDINATOR)
    limit = next(joints, end)
    position = start
    for i in range(start, limit):
        follows_verb = i > start and phrase.classes[i - 1] in verbs
        after_modal = i > start and phrase.is_in(i - 1, "modals")
        if (
            phrase.classes[i] in verbs
            or (i == start and phrase.classes[i] is WordClass.PARTICIPLE)
            or (follows_verb and phrase.classes[i] is WordClass.PARTICIPLE)
            or (after_modal and phrase.classes[i] is WordClass.BASE)
        ):
            position = i + 1
    return position


def _is_noun_item(phrase: Phrase, item: tuple[int, int]) -> bool:
    start, end = item
    return start < end and phrase.first(_FINITE, start, end) is None


def _keeps_together(
    phrase: Phrase, region: int, items: list[tuple[int, int]], in_list: bool
) -> bool:
    """Tell whether the coordinated phrases are one thing: names, a bare pair, "between"."""
    if any(not _is_noun_item(phrase, item) for item in items):
        return True
    if any(phrase.is_in(i, "between") for i in range(region, items[-1][0])):
        return True
    if any(_is_name(phrase, item) for item in items):
        return True
    if phrase.joins_names(items[-1][0] - 1):
        return True
    if len(items) > 2:
        return not _are_alike(phrase, items)
    numbers = frozenset({WordClass.NUMBER})
    if all(phrase.first(numbers, *item) is not None for item in items):
        # "40 or 50 years ago", "con 68 votos a favor y 20 en contra"
        return items[0][0] != region or any(phrase.count_words(*item) < 2 for item in items)
    if in_list and phrase.classes[items[-1][0]] is WordClass.OTHER:
        items = items[1:]  # "reforzar los puertos y apoyo a X": the bare noun ends the verbs' list
        return any(not _is_full_phrase(phrase, item) for item in items)
    if _are_objects(phrase, region, items):
        return False
    return any(not _is_full_phrase(phrase, item) for item in items)


def _are_objects(phrase: Phrase, region: int, items: list[tuple[int, int]]) -> bool:
    """Tell two objects right after their verb, each with an article or a number of its own."""
    if items[0][0] != region or not region or phrase.is_class(region - 1, WordClass.PREPOSITION):
        return False
    if len({is_definite(phrase, start) for start, _ in items}) > 1:
        return False
    return all(
        phrase.classes[start] in COUNTING and phrase.count_words(start, end) > 1
        for start, end in items
    )


def _are_alike(phrase: Phrase, items: list[tuple[int, int]]) -> bool:
    """Tell whether three or more items can each stand alone: none is an adverb or one letter."""
    adverb = WordClass.ADVERB
    if any(phrase.classes[s] is adverb and not phrase.match("about", s) for s, _ in items):
        return False
    prepositions = [phrase.classes[start] is WordClass.PREPOSITION for start, _ in items]
    if all(prepositions) or any(prepositions[1:]):
        return all(prepositions)
    if all(phrase.classes[start] in COUNTING for start, _ in items):
        return True
    # "acuerdos en materia de energía, puertos y educación" is one object with a list in it.
    hangs = frozenset({WordClass.PREPOSITION})
    linked = [i for i in range(*items[0]) if phrase.classes[i] in hangs]
    return all(phrase.is_in(i, "of") for i in linked) or any(
        phrase.first(hangs, *item) is not None for item in items[1:]
    )


def _is_name(phrase: Phrase, item: tuple[int, int]) -> bool:
    words = [phrase.classes[i] for i in range(*item) if phrase.tokens[i].is_word]
    names = sum(word_class is WordClass.NAME for word_class in words)
    return bool(words) and names * 2 >= len(words)


def _is_full_phrase(phrase: Phrase, item: tuple[int, int]) -> bool:
    start, end = item
    linked = {WordClass.PREPOSITION, WordClass.GERUND, WordClass.INFINITIVE}
    return phrase.count_words(start, end) >= _MIN_WORDS_OF_NOUN_ITEM and any(
        phrase.classes[i] in linked for i in range(start, end)
    )
