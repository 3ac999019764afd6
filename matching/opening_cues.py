"""Cues that open a sentence before its main clause: "Al señalar que …, el juez cerró …"."""

from matching.cue import Cue
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass


def opens_sentence(row: Row, cue: Cue) -> bool:
    """Tell "Al señalar que …, el juez cerró la sesión": the main clause comes after."""
    if cue.start == 0 and cue.form is VerbForm.GERUND and row.words.has_bare_clauses:
        return True  # "Adding that …, the judge closed the session"
    at_start = cue.start == 1 and row.is_("at_doing", 0)
    return at_start and cue.form is VerbForm.INFINITIVE


def main_clause_at(row: Row, cue: Cue) -> int | None:
    """Return the comma before the main clause of a sentence that opens with a cue."""
    for i in range(len(row) - 1, cue.end, -1):
        end = row.forward_noun_phrase(i + 1)
        if row.sign(i) == "," and row.class_at(end) is WordClass.FINITE:
            return i
    return None


def main_subject(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the subject of the main clause after a cue that opens the sentence."""
    comma = main_clause_at(row, cue)
    end = row.forward_noun_phrase(comma + 1) if comma is not None else 0
    return (comma + 1, end) if comma is not None and end > comma + 1 else None
