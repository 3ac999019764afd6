"""Whether a noun phrase may be the subject of a verb: number, and heads that never speak."""

from matching.speech_row import Row
from matching.word_classes import WordClass


def agrees(row: Row, noun_phrase: tuple[int, int], verb: tuple[int, int]) -> bool:
    """Tell "los vecinos dicen" and "la mayoría de los vecinos dicen" from "el juez desean".

    *verb* holds the cue's units: one that ends like a plural makes it plural. Languages
    without lists of plural endings agree always.
    """
    endings = tuple(row.words.words["plural_endings"])
    if not endings:
        return True
    start, end = noun_phrase
    first = row.units[start]
    if first.is_capitalised and start and row.sign(start - 1) == "":
        return True  # "Los Verdes dijo", "Las Bambas informó"
    is_plural = any(
        row.units[k].lower.endswith(endings)
        for k in range(*verb)
        if row.class_at(k) is WordClass.FINITE or row.words.verb_lemma(row.units[k].text)
    )
    if not is_plural:
        return not row.is_("plural_determiners", start) or _is_name(row, start + 1)
    if not row.is_("singular_determiners", start):
        return True
    return any(
        row.class_at(k) is WordClass.COORDINATOR
        or row.is_("plural_determiners", k)
        or row.units[k].lower.endswith("s")
        or row.class_at(k) is WordClass.NUMBER
        or row.sign(k) == "%"
        for k in range(start, end)
    )


def _is_name(row: Row, i: int) -> bool:
    return row.class_at(i) is WordClass.NAME
