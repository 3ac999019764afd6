"""Words in quotation marks, short enough to be read through, that are the object of a cue."""

from matching.speech_row import Row
from matching.word_classes import WordClass

_QUOTED_WINDOW = 8


def quoted_answer(row: Row, i: int) -> int | None:
    """Return where the words of 'contestó con un lacónico «ya veremos»' begin."""
    if not row.is_("answer_prepositions", i):
        return None
    ends = range(i + 1, min(i + 6, len(row)))
    return next((k for k in ends if row.opens_quotation(k) or row.is_quote(k)), None)


def quoted_object(row: Row, i: int) -> int | None:
    """Return where words in quotation marks begin that are what is said, not a title."""
    for k in range(i, min(i + _QUOTED_WINDOW, len(row))):
        if row.is_break(k) or row.sign(k) == "," or row.class_at(k) is WordClass.FINITE:
            return None
        if row.opens_quotation(k):
            is_named = row.class_at(k - 2) is WordClass.DETERMINER  # 'el plan "Vivir"'
            return None if is_named or row.units[k].is_capitalised else k
    return None
