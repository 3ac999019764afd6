"""Cues after what they report: "…", said X; "…, X said"; "The rule, officials say, …"."""

from matching.cue import Cue, CueKind
from matching.inverted_subjects import find_inverted_subject
from matching.speaking_bodies import can_speak
from matching.speech_lexicon import VerbClass
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_ADJUNCT_WINDOW = 14
_CLOSING = frozenset(",.;—–?!")
_POSTPOSED_MIN_CLAUSE = 2


def is_postposed(row: Row, cue: Cue, start: int, after: int) -> bool:
    """Tell whether the cue comes after what it reports ("…", dijo X; …, X said)."""
    before = start - 1
    if before < 0 or row.is_complementiser(cue.end):
        return False
    if row.sign(cue.end) == ":" and not row.is_quote(before):
        return False
    if _is_motto(row, before) or _is_motto(row, before - 1):
        return False
    if row.is_quote(before):
        return True
    if cue.verb is not None and cue.verb.classes == {VerbClass.QUOTE}:
        return row.is_quote(before - 1) and bool(row.sign(before))
    if row.sign(before) not in {",", "—", "–", "-", "?", "!", "…"}:
        return False
    if row.is_quote(before - 1):
        return True
    if cue.form is not VerbForm.FINITE or cue.kind is not CueKind.VERB:
        return False
    if not (cue.governs(VerbClass.SAY) or cue.governs(VerbClass.ACT)):
        return False
    if row.is_relative(start) and start < cue.start:
        return False  # "una carta, que acusa a la empresa" says nothing of the letter
    if is_parenthetical(row, cue) or _is_enclosed(row, cue, start):
        return True
    inverted = find_inverted_subject(row, cue)
    begins = row.break_before(before)
    if inverted is not None and not _may_close(row, cue, inverted):
        return False  # "A las nueve, cuando …, publicó un mensaje"
    if _is_told(row, cue):
        after = max(after, row.forward_noun_phrase(after))
    is_bare = inverted is None and start == cue.start and not cue.is_impersonal
    if is_bare and row.words.has_bare_clauses:
        return False  # "discussed trade, agreed to meet": no subject of its own
    is_long = before - begins > _POSTPOSED_MIN_CLAUSE
    states = row.has_verb(begins, before) or (
        row.words.has_bare_clauses  # a headline: "Kenya to ban bags, minister says"
        and any(row.class_at(k) is WordClass.INFINITIVE for k in range(begins, before))
    )
    return is_long and states and _closes(row, after)


def _is_enclosed(row: Row, cue: Cue, start: int) -> bool:
    """Tell "The rule, officials say, will save lives": subject and cue between two commas."""
    if not row.words.has_bare_clauses or not cue.governs(VerbClass.SAY) or start >= cue.start:
        return False
    is_open = row.sign(cue.end) == "," and not row.is_quote(cue.end + 1)
    return is_open and row.sign(start - 1) == ","


def _is_told(row: Row, cue: Cue) -> bool:
    """Tell "told reporters", where whom it is told stands before the end."""
    return cue.verb is not None and row.words.is_("never_inverted", cue.verb.lemma)


def _is_motto(row: Row, i: int) -> bool:
    """Tell 'con el lema "…", arrancaron' from what somebody says."""
    return row.is_quote(i) and any(row.is_("motto_nouns", k) for k in (i - 1, i - 2))


def _may_close(row: Row, cue: Cue, inverted: tuple[int, int]) -> bool:
    """Tell a speaker after a cue ("dice el informe") from an object ("publicó un informe")."""
    if can_speak(row, inverted, inverted[1]):
        return True
    return row.words.has_bare_clauses or not cue.governs(VerbClass.ACT)


def is_text_said(row: Row, cue: Cue, inverted: tuple[int, int]) -> bool:
    """Tell "dice el informe", "reza el cartel" from "publicó el informe"."""
    if row.words.has_bare_clauses or cue.verb is None:
        return False
    says = not cue.governs(VerbClass.ACT) or row.words.is_("reading_verbs", cue.verb.lemma)
    return says and any(row.is_("text_nouns", k) for k in range(*inverted))


def is_parenthetical(row: Row, cue: Cue) -> bool:
    """Tell whether a cue and the speaker after it stand by themselves: ", precisó el INE,"."""
    if cue.form is not VerbForm.FINITE or cue.verb is None or cue.is_impersonal:
        return False
    if row.words.has_bare_clauses and cue.governs(VerbClass.ACT):
        return False  # "…, announced a new director" has an object
    inverted = find_inverted_subject(row, cue)
    if inverted is None:
        return False
    if not is_text_said(row, cue, inverted) and not can_speak(row, inverted, inverted[1]):
        return False
    return _closes(row, inverted[1]) and cue.verb.classes != {VerbClass.OBJECT}


def _closes(row: Row, i: int) -> bool:
    """Tell whether nothing but time and place stands between *i* and a comma or the end."""
    steps = 0
    while i < len(row) and steps < _ADJUNCT_WINDOW:
        if row.sign(i) in _CLOSING or row.class_at(i) is WordClass.COORDINATOR:
            return True
        if row.sign(i) == ":" or row.is_quote(i):
            return False
        is_adjunct = steps or row.is_adjunct_start(i) or row.class_at(i) is WordClass.GERUND
        if not is_adjunct and not row.is_("addressees", i):
            return False
        is_verb = row.class_at(i) is WordClass.FINITE and not _describes_text(row, i)
        if row.is_complementiser(i) or is_verb:
            return False
        i += 1
        steps += 1
    return i >= len(row)


def _describes_text(row: Row, i: int) -> bool:
    """Tell the participle of "in a statement posted on Monday" from a verb."""
    return row.is_("text_nouns", i - 1) and row.units[i].lower.endswith("ed")
