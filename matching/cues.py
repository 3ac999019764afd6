"""Cues: the words that say that somebody says something."""

from matching.cue import Cue, CueKind
from matching.noun_readings import is_noun
from matching.periphrases import find_lead, is_affirmed, stance_cue, verb_base
from matching.phrase_cues import as_verb_cue, phrase_cue
from matching.speech_lexicon import SpeechVerb, VerbClass, find_speech_verb
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.verb_readings import (
    after_particles,
    is_first_person,
    is_subjunctive,
    speech_form,
)
from matching.word_classes import WordClass


def find_cues(row: Row) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; what stands inside quotation units is left."""
    cues: list[Cue] = []
    i = 0
    while i < len(row):
        cue = _cue_at(row, i)
        if cue is not None:
            cues.append(cue)
            i = cue.end
        else:
            i += 1
    return tuple(cues)


def _cue_at(row: Row, i: int) -> Cue | None:
    if not row.units[i].is_word:
        return None
    may_open = row.units[i].lower in row.words.phrase_starts
    phrase = (as_verb_cue(row, i) or phrase_cue(row, i)) if may_open else None
    return phrase or stance_cue(row, i) or _verb(row, i) or _noun(row, i)


def _verb(row: Row, i: int) -> Cue | None:
    unit = row.units[i]
    at_start = i == 0 or row.is_break(i - 1)
    if unit.is_capitalised and not at_start and not row.is_title_case:
        return None
    verb = find_speech_verb(unit.text, row.words.language)
    if verb is None:
        return None
    if after_particles(row, i, verb) is None:
        return None
    if is_noun(row, i) or is_first_person(row, i) or is_subjunctive(row, i, verb.lemma):
        return None
    if i and row.is_("be", i - 1) and row.is_("linking_infinitives", i):
        return None  # "es decir"
    if row.is_("aims_after", i - 1) and verb.lemma in row.words.words["aims"]:
        return None
    return _verb_cue(row, i, verb)


def _verb_cue(row: Row, i: int, verb: SpeechVerb) -> Cue | None:
    """Return the cue for a verb by its form: finite, infinitive, gerund or participle."""
    form = speech_form(row, i)
    if i == 0 and row.words.has_bare_clauses and _opens_aside(row, form):
        return None
    lead = find_lead(row, i, form)
    if lead is not None and (is_first_person(row, lead) or row.is_("not_persons", lead)):
        return None  # "les puedo decir que"
    if lead is not None:
        form = speech_form(row, lead)
    start = head = i if lead is None else lead
    has_be, has_have, negated = False, False, False
    while start > 0 and (
        row.is_("auxiliaries", start - 1)
        or row.is_adverb(start - 1)
        or row.is_("enclitic_subjects", start - 1)
    ):
        start -= 1
        has_be |= row.is_("be", start)
        has_have |= row.is_("have", start)
        negated |= row.is_("negations", start)
    said = verb.lemma in row.words.words["said_when_negated"]
    if negated and not said and not is_affirmed(row, head):
        return None
    if form is VerbForm.PARTICIPLE or (has_be and row.words.has_bare_clauses):
        if has_be and form is not VerbForm.GERUND:
            return _passive(row, start, i, verb)
        if not (has_have or form is VerbForm.GERUND):
            return None
        form = VerbForm.FINITE if has_have else form
    impersonal = (
        any(row.is_("impersonal_clitics", k) for k in range(start, i))
        and verb.lemma not in row.words.words["reflexive"]
        and (lead is None or not row.words.is_("reflexive_leads", verb_base(row, lead)))
    )
    hedges = row.words.words["hedges"] if impersonal else row.words.words["nameless_verbs"]
    is_hedge = row.is_complementiser(i + 1) and verb.lemma in hedges
    if impersonal and not is_hedge and not _reports_impersonally(row, i, verb):
        return None
    start = _skip_leading(row, start, head)
    end = after_particles(row, i, verb) or i + 1
    return Cue(CueKind.VERB, start, end, verb, form, impersonal, is_hedge=is_hedge)


def _opens_aside(row: Row, form: VerbForm) -> bool:
    """Tell "Asked whether he would go, Cole said" and "Addressing the crowd, Cole said"."""
    if form is VerbForm.GERUND:
        return not row.is_complementiser(1)
    return row.units[0].lower.endswith("ed")


def _reports_impersonally(row: Row, i: int, verb: SpeechVerb) -> bool:
    """Tell "se informó que" from "se espera" (the outlet's own) and "se negó a" (an act)."""
    if verb.lemma in row.words.words["own_when_impersonal"]:
        return False
    says = row.is_complementiser(i + 1) or row.is_quote(i + 1) or row.sign(i + 1) == ":"
    return says or verb.lemma not in row.words.words["not_reflexive"]


def _skip_leading(row: Row, start: int, i: int) -> int:
    """Leave an adverb at the beginning of the sentence out of the cue."""
    while start < i and not row.is_("auxiliaries", start):
        start += 1
    return start


def _passive(row: Row, start: int, i: int, verb: SpeechVerb) -> Cue | None:
    if row.is_("agents", i + 1) and VerbClass.SAY in verb.classes:
        return Cue(CueKind.PASSIVE, start, i + 2, verb, VerbForm.PARTICIPLE)
    if row.is_complementiser(i + 1):
        if verb.lemma in row.words.words["own_when_impersonal"]:
            return None
        return Cue(CueKind.VERB, start, i + 1, verb, VerbForm.FINITE, is_impersonal=True)
    return None


def _noun(row: Row, i: int) -> Cue | None:
    """Find "la declaración de X de que", "X's claim that", "its belief that"."""
    in_text = row.class_at(i - 2) is WordClass.PREPOSITION and row.is_("text_nouns", i)
    if not row.is_("noun_cues", i) or in_text:  # "said in a statement that"
        return None
    for j in range(i + 1, min(i + 12, len(row))):
        if row.is_break(j) or row.sign(j) == "," or row.class_at(j) is WordClass.FINITE:
            return None
        if row.words.has_bare_clauses and _is_only_verb(row, j):
            return None  # "The complaint alleges that"
        if row.is_complementiser(j):
            linked = row.words.has_bare_clauses or row.is_("of", j - 1)
            is_relative = row.class_at(j + 1) is WordClass.FINITE and row.words.has_bare_clauses
            return Cue(CueKind.NOUN, i, i + 1) if linked and not is_relative else None
    return None


def _is_only_verb(row: Row, i: int) -> bool:
    word = row.units[i].lower
    is_speech = word.endswith("s") and row.words.verb_lemma(word) is not None
    return is_speech and word not in row.words.noun_like
