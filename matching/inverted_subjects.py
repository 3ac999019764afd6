"""Who says it, where the speaker stands after the cue: "dijo ayer en Quito el ministro"."""

from matching.cue import Cue
from matching.speaking_bodies import find_body
from matching.speech_inserts import after_inserts
from matching.speech_row import Row
from matching.word_classes import WordClass

_MAX_CIRCUMSTANCES = 6
_LONGEST_INTERVAL = 4
_SPEAKERS = frozenset({WordClass.DETERMINER, WordClass.NAME})


def find_inverted_subject(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the subject after the cue: "dijo el ministro", "señaló en una nota la empresa"."""
    for i in range(cue.start, cue.end):
        if row.is_("enclitic_subjects", i):
            return i, i + 1
    if cue.is_impersonal or row.is_complementiser(cue.end) or row.is_quote(cue.end):
        return None
    if cue.verb is not None and row.words.is_("never_inverted", cue.verb.lemma):
        return None
    body = find_body(row, cue, cue.end)
    if body is not None:
        return body
    start = _after_text(row, cue.end)
    before = cue.start - 1
    is_after = row.is_quote(before) or row.is_quote(before - 1) or row.sign(before) == ","
    if start == cue.end and is_after and not row.words.has_bare_clauses:
        start = after_inserts(row, after_circumstances(row, start))
    end = row.forward_noun_phrase(start)
    if end == start or row.is_adjunct(start):
        return None
    return start, row.with_appositions(end)


def _after_text(row: Row, i: int) -> int:
    """Step over the text or outlet that words stand in: "en un comunicado", "en su cuenta"."""
    end = row.forward_noun_phrase(i + 1) if row.is_("read_in", i) else i
    return end if any(row.is_("text_nouns", k) for k in range(i, end)) else i


def _ends_circumstance(row: Row, i: int) -> bool:
    is_more = row.class_at(i) is WordClass.NUMBER or row.is_adverb(i)
    return is_more or row.is_("time_endings", i)  # "la semana pasada"


def _goes_on(row: Row, comma: int, start: int) -> bool:
    """Tell a pause before more circumstances, or after them before the speaker."""
    aside = row.class_at(comma + 1) is WordClass.PREPOSITION or row.is_adverb(comma + 1)
    return aside or (comma > start and row.class_at(comma + 1) in _SPEAKERS)


def after_circumstances(row: Row, start: int) -> int:
    """Step over when, where and to whom: "dijo este lunes a la prensa en Quito el ministro".

    *start* itself where no noun phrase comes after them.
    """
    i = start
    for _ in range(_MAX_CIRCUMSTANCES):
        if row.is_adjunct(i):
            i += 1 if row.is_("adjuncts", i) else 2
        elif (later := _after_interval(row, i)) > i:
            i = later
        elif i > start and _ends_circumstance(row, i):
            i += 1
        elif row.sign(i) == "," and _goes_on(row, i, start):
            i += 1  # "recuerda hoy, a sus 70 años, la corredora"
        elif row.class_at(i) is WordClass.PREPOSITION or row.is_("prepositions", i):
            # "a este diario Ana Rey", "por su lado Rita": no name belongs to the noun.
            is_bare = row.is_("demonstrative_subjects", i + 1) and row.is_("anaphors", i + 1)
            is_bare |= row.is_("possessives", i + 1) and row.class_at(i + 3) is WordClass.NAME
            i = i + 3 if is_bare else max(i + 1, row.forward_noun_phrase(i + 1))
        else:
            break
    is_speaker = row.class_at(i) in _SPEAKERS or row.is_role(i)
    is_speaker |= row.class_at(i) is WordClass.PRONOUN or row.is_("pronouns", i)
    is_speaker = is_speaker and not row.is_break(i)
    return i if is_speaker and row.forward_noun_phrase(i) > i else start


def _after_interval(row: Row, i: int) -> int:
    """Step over "después", "dos años más tarde", "meses antes"."""
    for k in range(i, min(i + _LONGEST_INTERVAL, len(row))):
        if row.is_("interval_ends", k):
            return k + 1
        if row.class_at(k) not in {WordClass.NUMBER, WordClass.OTHER, WordClass.ADVERB} and not (
            k == i and row.class_at(k) is WordClass.DETERMINER
        ):
            return i
    return i
