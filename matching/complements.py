"""Where the content of a cue verb begins after it; `postposed` knows cues at the end."""

from matching.cue import Cue
from matching.frames import CONFIDENCE
from matching.postposed import is_text_said
from matching.quoted_objects import quoted_answer, quoted_object
from matching.speaking_bodies import can_speak
from matching.speech_inserts import after_inserts
from matching.speech_lexicon import VerbClass, find_speech_verb
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_COMPLEMENT_WINDOW = 18
_DASH_SIGNS = frozenset({"—", "–", "-"})


Complement = tuple[int, float, bool]
"""Where the content after a cue begins, how sure that is, and whether the inverted subject
stands in between."""


def find_complement(row: Row, cue: Cue, inverted: tuple[int, int] | None) -> Complement | None:
    """Return what a cue says of its content, None when the cue governs no statement."""
    i = cue.end
    opening = row.sign(i)
    if row.is_complementiser(i):
        return i + 1, CONFIDENCE["clear"], False
    if (opening in {":", ","} and row.is_quote(i + 1)) or row.is_quote(i):
        return (i if row.is_quote(i) else i + 1), CONFIDENCE["clear"], False
    if cue.governs_only(VerbClass.QUOTE):
        at = inverted[1] if inverted else i
        is_led = row.sign(at) == ":" and row.is_quote(at + 1)
        return (at + 1, CONFIDENCE["clear"], True) if is_led else None
    return _clause(row, cue, inverted) or _spoken_object(row, cue)


def _clause(row: Row, cue: Cue, inverted: tuple[int, int] | None) -> Complement | None:
    """Return a clause that follows: "asegura no saber nada", "said at noon that"."""
    i = cue.end
    first = i + 1 if row.is_("negations", i) else i
    is_romance = not row.words.has_bare_clauses
    is_deed = is_romance and row.class_at(first) is WordClass.INFINITIVE
    if is_deed and cue.governs(VerbClass.SAY):
        return i, CONFIDENCE["bare"], False  # "asegura no saber nada", "dijo confiar en que"
    asks = cue.verb is not None and cue.verb.lemma in row.words.words["askers"]
    found = _content_word(row, i, is_question=asks)
    if found is None or (inverted is None and _takes_object(row, cue)):
        return None
    is_subject_between = inverted is not None and (
        can_speak(row, inverted, found) or is_text_said(row, cue, inverted)
    )
    is_addressed = cue.verb is not None and cue.verb.lemma in row.words.addressed
    if is_subject_between or inverted is None or row.is_("addressees", i) or is_addressed:
        return found, CONFIDENCE["clear"], is_subject_between
    return None


def _spoken_object(row: Row, cue: Cue) -> Complement | None:
    """Return what is said as an object: 'prometió en enero "permisos"', "denied the charge"."""
    i = cue.end
    if not cue.governs(VerbClass.SAY) and not cue.governs(VerbClass.OBJECT):
        return None
    answer = quoted_answer(row, i)
    if answer is not None:
        return answer, CONFIDENCE["clear"], False
    if not cue.governs(VerbClass.OBJECT) and row.is_("accusative_clitics", cue.end - 2):
        return None  # "la escribió en un tren": the object stands before
    if cue.governs(VerbClass.ACT):
        quoted = quoted_object(row, i) if cue.governs(VerbClass.SAY) else None
        if quoted is not None:
            return quoted, CONFIDENCE["object"], False  # 'prometió en enero "permisos"'
        after = _after_addressee(row, cue, i)
        return (after, CONFIDENCE["object"], False) if _takes_statement(row, cue, after) else None
    return _object(row, cue)


def _after_addressee(row: Row, cue: Cue, i: int) -> int:
    """Step over to whom something is conveyed: "trasladó |al juez| la inquietud"."""
    if not row.is_("addressee_marks", i) or cue.verb is None:
        return i
    end = row.forward_noun_phrase(i + 1)
    return end if end > i + 1 and cue.verb.lemma in row.words.addressed else i


def _takes_statement(row: Row, cue: Cue, i: int) -> bool:
    """Tell "rechazó las acusaciones" and "transmitió su pésame" from an act."""
    at = i + 1 if row.class_at(i) is WordClass.DETERMINER else i
    conveys = cue.verb is not None and row.words.is_("conveys", cue.verb.lemma)
    names_statement = row.is_noun_cue(at) or (conveys and row.is_("attitudes", at))
    return (at > i or conveys) and not row.words.has_bare_clauses and names_statement


def _takes_object(row: Row, cue: Cue) -> bool:
    """Tell "rechazó la acusación de que …" (an object) from "dijo este lunes que …"."""
    i = cue.end
    while row.is_adjunct(i) or row.is_adverb(i):
        i += 1
    kinds = {WordClass.DETERMINER, WordClass.OTHER, WordClass.NAME, WordClass.NUMBER}
    if cue.verb is not None and cue.verb.lemma in row.words.addressed:
        return False
    end = row.forward_noun_phrase(i)
    return row.class_at(i) in kinds and end > i and row.sign(end) != ":"


def _content_word(row: Row, start: int, is_question: bool = False) -> int | None:
    """Return where the clause after "que", "that" or a colon begins, None without one."""
    for j in range(start, min(start + _COMPLEMENT_WINDOW, len(row))):
        if row.is_quote(j):
            return j
        if row.sign(j) == ":" and j + 1 < len(row):
            return j + 1
        if row.sign(j) in _DASH_SIGNS and row.is_quote(j + 1):
            return j + 1  # 'contestó con un audio —"Estás loco"— que …'
        if row.is_break(j) and row.sign(j) not in {"(", ")"}:
            return None
        adds = row.class_at(j + 1) is WordClass.GERUND and row.words.has_bare_clauses
        if adds and row.sign(j) == ",":
            return None  # "urged calm, noting that …"
        if row.is_complementiser(j):
            return j + 1
        if row.is_("whether", j) and (j == start or is_question):
            return j
        is_other_verb = row.class_at(j) is WordClass.FINITE and j > start
        if is_other_verb or (
            find_speech_verb(row.units[j].text, row.words.language)
            and (row.class_at(j) is WordClass.FINITE)
        ):
            return None
    return None


def _object(row: Row, cue: Cue) -> tuple[int, float, bool] | None:
    """Return the content of a cue without "que": a bare clause or a noun object."""
    i = after_inserts(row, cue.end, is_object=True)
    while i < len(row) and row.is_adjunct(i) and not _is_expletive(row, i):
        i += 1
    is_addressed = cue.verb is not None and cue.verb.lemma in row.words.addressed
    if is_addressed and row.words.has_bare_clauses and cue.governs(VerbClass.SAY):
        i = max(i, row.forward_noun_phrase(i))
    while i < len(row) and row.is_adjunct(i) and not _is_expletive(row, i):
        i += 1
    if not row.words.has_bare_clauses:
        i = _after_circumstance(row, cue, i)
    if i >= len(row) or row.is_break(i) or row.sign(i) == "," or _states_nothing(row, i):
        return None
    kind = row.class_at(i)
    is_romance = not row.words.has_bare_clauses
    is_clause = kind in {WordClass.PRONOUN, WordClass.NAME}
    if cue.form is VerbForm.INFINITIVE and (is_romance or not is_clause):
        return None
    if row.is_("infinitive_marks", i) and row.class_at(i + 1) is WordClass.INFINITIVE:
        return i, CONFIDENCE["object"], False
    if kind is WordClass.COORDINATOR:
        return None
    own = row.words.prepositions_of.get(row.units[i].lower, ())
    has_own = cue.verb is not None and cue.verb.lemma in own
    if (row.is_("object_prepositions", i) or has_own) and i + 1 < len(row):
        return i + 1, CONFIDENCE["object"], False
    if row.is_("addressee_marks", i) and not _is_urged(row, cue, i):
        return None
    if kind is WordClass.PREPOSITION:
        if not row.words.has_bare_clauses or cue.governs(VerbClass.OBJECT):
            return (i, CONFIDENCE["object"], False) if cue.governs(VerbClass.OBJECT) else None
        i = _after_adjunct(row, i)
        if i >= len(row) or row.is_break(i):
            return None
    return i, CONFIDENCE["bare"], False


def _is_expletive(row: Row, i: int) -> bool:
    """Tell "there were no injuries" from a place: "said there"."""
    return row.words.has_bare_clauses and row.is_("be", i + 1)


def _after_circumstance(row: Row, cue: Cue, i: int) -> int:
    """Step over where and how: "ha negado |en el pasado| las acusaciones".

    To whom a past deed is told goes too: "dijeron |al medio| haber escuchado". *i* itself
    where no object follows, and for verbs whose object stands after the preposition.
    """
    lemma = cue.verb.lemma if cue.verb is not None else ""
    word = row.units[i].lower if i < len(row) else ""
    if lemma in row.words.prepositions_of.get(word, ()) or row.class_at(i) is not (
        WordClass.PREPOSITION
    ):
        return i
    end = row.forward_noun_phrase(i + 1)
    if row.is_("addressee_marks", i):
        return end if row.is_("have", end) or row.is_("be", end) else i
    if row.is_("object_prepositions", i) or cue.governs(VerbClass.OBJECT):
        return i
    is_object = row.class_at(end) is WordClass.DETERMINER and end > i + 1
    return end if is_object else i


def _is_urged(row: Row, cue: Cue, i: int) -> bool:
    """Tell "invitó a la gente a votar" from "invitó al embajador", an act."""
    if cue.verb is None or cue.verb.lemma not in row.words.words["urges"]:
        return True
    deeds = range(i + 2, len(row))
    return any(row.class_at(k) is WordClass.INFINITIVE or row.is_complementiser(k) for k in deeds)


def _states_nothing(row: Row, i: int) -> bool:
    at = i + 1 if row.class_at(i) is WordClass.DETERMINER else i
    return row.is_("no_statements", at)


def _after_adjunct(row: Row, i: int) -> int:
    """Step over "on Tuesday", "in a statement" before a bare clause."""
    end = row.forward_noun_phrase(i + 1)
    while end < len(row) and row.is_adjunct(end):
        end += 1
    return end
