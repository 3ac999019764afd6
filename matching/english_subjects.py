"""Subjects as English writes them: shared by a series of verbs, or with a participle inside."""

from matching.cue import Cue, CueKind
from matching.frames import Frame
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_PAST = frozenset({WordClass.FINITE, WordClass.PARTICIPLE})
_PARTICIPLE_ENDINGS = ("ed", "en", "wn", "ght", "ade", "ung", "eld", "ent", "ound")


def in_series(row: Row, cue: Cue, before: Frame) -> bool:
    """Tell the next verb of "reaffirmed the pact, |thanked| Kenya, and underscored …".

    Only after a verb whose object is no clause: in "said the army shelled the town, killed
    …" the later verbs are part of what is said.
    """
    if not row.words.has_bare_clauses or cue.form is not VerbForm.FINITE:
        return False
    same_form = before.cue.form is VerbForm.FINITE and before.cue.kind is cue.kind is CueKind.VERB
    opens = row.sign(cue.start - 1) == "," and before.source is not None
    at = before.content_from
    if not (same_form and opens) or at is None or row.is_complementiser(at - 1):
        return False
    return not row.has_verb(at, cue.start - 1) and not row.is_quote(cue.start - 2)


def has_reduced_relative(row: Row, start: int, stop: int) -> bool:
    """Tell "A statement |issued by the palace| said", where the first verb is a participle."""
    head = row.forward_noun_phrase(start)
    if not row.words.has_bare_clauses or not start < head < stop - 1:
        return False
    is_past = row.units[head].lower.endswith(_PARTICIPLE_ENDINGS)
    if row.class_at(head) not in _PAST or not is_past:
        return False
    leads = row.class_at(head + 1) is WordClass.PREPOSITION or row.is_adjunct(head + 1)
    others = range(head + 1, stop)
    return leads and not any(
        row.class_at(k) in {WordClass.FINITE, WordClass.COORDINATOR} or row.is_complementiser(k)
        for k in others
    )
