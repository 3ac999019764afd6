"""Cues: the words that say that somebody says something."""

from dataclasses import dataclass
from enum import StrEnum

from matching.noun_readings import is_gerund, is_noun, is_title_case
from matching.speech_lexicon import SpeechVerb, VerbClass, find_speech_verb
from matching.speech_row import Row
from matching.verb_forms import VerbForm, verb_form
from matching.word_classes import WordClass


class CueKind(StrEnum):
    """What kind of expression introduces a statement."""

    VERB = "verb"
    AS_VERB = "as_verb"
    """"según informó X", "as X put it"."""
    PHRASE = "phrase"
    """"según X", "according to X"."""
    NOUN = "noun"
    """"la declaración de X de que", "X's claim that"."""
    PASSIVE = "passive"
    """"fue confirmado por X"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a row: units [start, end), and the verb with its form when it has one."""

    kind: CueKind
    start: int
    end: int
    verb: SpeechVerb | None = None
    form: VerbForm | None = None
    is_impersonal: bool = False
    verb_at: int | None = None
    """The verb's unit where more words follow it ("as X pointed out"), set for AS_VERB."""

    def governs(self, kind: VerbClass) -> bool:
        """Tell whether the cue's verb is of class *kind*."""
        return self.verb is not None and kind in self.verb.classes


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
    return _as_verb(row, i) or _phrase(row, i) or _verb(row, i) or _noun(row, i)


def _lower(row: Row, i: int, length: int = 4) -> tuple[str, ...]:
    return tuple(unit.lower for unit in row.units[i : i + length])


def _as_verb(row: Row, i: int) -> Cue | None:
    """Find "según informó", and "as X said" with the subject between."""
    length = row.words.phrase_at("as_cues", _lower(row, i))
    if not length:
        return None
    for j in range(i + length, min(i + length + 10, len(row))):
        if row.is_break(j) or row.sign(j) == "," or row.is_complementiser(j):
            return None
        verb = find_speech_verb(row.units[j].text, row.words.language)
        between = range(i + length, j)
        if any(row.is_("impersonal_clitics", k) for k in between):
            return None
        is_first = all(row.is_("auxiliaries", k) or row.is_adverb(k) for k in between)
        in_order = row.words.has_bare_clauses or is_first
        end = _after_particles(row, j, verb) if verb is not None else None
        says = verb is not None and (
            VerbClass.SAY in verb.classes
            or (verb.lemma in row.words.phrasal and verb.classes != {VerbClass.QUOTE})
        )
        if (
            says
            and end is not None
            and in_order
            and not is_gerund(row, j)
            and _is_finite(row, j)
            and not (_is_first_person(row, j) or (j > i + length and is_noun(row, j)))
        ):
            return Cue(CueKind.AS_VERB, i, end, verb, VerbForm.FINITE, verb_at=j)
        if row.class_at(j) is WordClass.FINITE and not row.is_("auxiliaries", j):
            return None
    return None


def _phrase(row: Row, i: int) -> Cue | None:
    length = row.words.phrase_at("sources", _lower(row, i)) or _opinion(row, i) or _cited(row, i)
    if not length or row.sign(i + length) or row.class_at(i + length) is WordClass.FINITE:
        return None
    if row.is_quote(i + length):
        return None
    return Cue(CueKind.PHRASE, i, i + length)


def _opinion(row: Row, i: int) -> int:
    """Find "Para el delantero, …": a person of whom an opinion is told, at the beginning."""
    if i or not row.words.phrase_at("opinion", _lower(row, i)):
        return 0
    end = row.forward_noun_phrase(1)
    is_person = any(row.is_("noun_roles", k) for k in range(1, end))
    return 1 if is_person and row.sign(end) == "," else 0


def _cited(row: Row, i: int) -> int:
    """Find ", citing police": somebody named as the origin, not "citing safety concerns"."""
    length = row.words.phrase_at("cited", _lower(row, i))
    if not length or row.sign(i - 1) != ",":
        return 0
    people = range(i + length, row.forward_noun_phrase(i + length))
    is_person = any(row.class_at(k) is WordClass.NAME or row.is_("noun_roles", k) for k in people)
    return length if is_person else 0


def _is_finite(row: Row, i: int) -> bool:
    form = verb_form(row.units[i].text, row.words.language)
    return form not in {VerbForm.INFINITIVE, VerbForm.GERUND} or row.words.has_bare_clauses


def _verb(row: Row, i: int) -> Cue | None:
    unit = row.units[i]
    at_start = i == 0 or row.is_break(i - 1)
    if unit.is_capitalised and not at_start and not is_title_case(row):
        return None
    verb = find_speech_verb(unit.text, row.words.language)
    if verb is None:
        return None
    if _after_particles(row, i, verb) is None:
        return None
    if is_noun(row, i) or _is_first_person(row, i) or _is_subjunctive(row, i, verb.lemma):
        return None
    return _verb_cue(row, i, verb)


def _after_particles(row: Row, i: int, verb: SpeechVerb) -> int | None:
    """Return where the verb at *i* ends with the words it needs: "puso de relieve".

    None where it needs some and none of them follow.
    """
    phrases = row.words.phrasal.get(verb.lemma)
    if not phrases:
        return i + 1
    following = _lower(row, i + 1)
    lengths = [len(phrase) for phrase in phrases if following[: len(phrase)] == phrase]
    return i + 1 + max(lengths) if lengths else None


def _verb_cue(row: Row, i: int, verb: SpeechVerb) -> Cue | None:
    """Return the cue for a verb by its form: finite, infinitive, gerund or participle."""
    form = _form(row, i)
    if i == 0 and row.words.has_bare_clauses and row.units[i].lower.endswith("ed"):
        return None  # "Asked whether he would resign, Cole replied"
    start = i
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
    if negated:
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
    )
    if impersonal and verb.lemma in row.words.words["own_when_impersonal"]:
        return None
    start = _skip_leading(row, start, i)
    end = _after_particles(row, i, verb) or i + 1
    return Cue(CueKind.VERB, start, end, verb, form, impersonal)


def _skip_leading(row: Row, start: int, i: int) -> int:
    """Leave an adverb at the beginning of the sentence out of the cue."""
    while start < i and not row.is_("auxiliaries", start):
        start += 1
    return start


def _form(row: Row, i: int) -> VerbForm:
    if row.words.is_participle(row.units[i].text):
        return VerbForm.PARTICIPLE
    form = verb_form(row.units[i].text, row.words.language) or VerbForm.FINITE
    if form is VerbForm.PARTICIPLE and not row.words.may_be_participle(row.units[i].text):
        return VerbForm.FINITE  # "manifiesta", "propuso", spelled like "abierta", "impreso"
    if form in {VerbForm.BASE, VerbForm.INFINITIVE}:
        return (
            VerbForm.INFINITIVE
            if row.is_("infinitive_marks", i - 1)
            else (VerbForm.FINITE if form is VerbForm.BASE else form)
        )
    return VerbForm.FINITE if form is VerbForm.PRESENT_S else form


def _passive(row: Row, start: int, i: int, verb: SpeechVerb) -> Cue | None:
    if row.is_("agents", i + 1) and VerbClass.SAY in verb.classes:
        return Cue(CueKind.PASSIVE, start, i + 2, verb, VerbForm.PARTICIPLE)
    if row.is_complementiser(i + 1):
        if verb.lemma in row.words.words["own_when_impersonal"]:
            return None
        return Cue(CueKind.VERB, start, i + 1, verb, VerbForm.FINITE, is_impersonal=True)
    return None


def _is_first_person(row: Row, i: int) -> bool:
    """Tell whether the writer or the quoted speaker says it of themselves."""
    if row.is_("first_person", i - 1) or (
        row.is_("first_person", i - 2)
        and (row.is_("auxiliaries", i - 1) or row.is_("adverbs", i - 1))
    ):
        return True
    word = row.units[i].lower
    endings = tuple(row.words.words["first_person_endings"])
    if row.is_("have", i - 1) or not endings or row.is_("not_first_person", i):
        return False
    return word.endswith(endings) and _form(row, i) is VerbForm.FINITE


def _is_subjunctive(row: Row, i: int, verb: str) -> bool:
    """Tell an act that is asked for ("pidió que declare") from a report."""
    endings = row.words.subjunctive.get(verb[-2:], ())
    return bool(endings) and row.units[i].lower.endswith(endings)


def _noun(row: Row, i: int) -> Cue | None:
    """Find "la declaración de X de que", "X's claim that", "its belief that"."""
    in_text = row.class_at(i - 2) is WordClass.PREPOSITION and row.is_("text_nouns", i)
    if not row.is_("noun_cues", i) or in_text:  # "said in a statement that"
        return None
    for j in range(i + 1, min(i + 12, len(row))):
        if row.is_break(j) or row.sign(j) == "," or row.class_at(j) is WordClass.FINITE:
            return None
        if row.is_complementiser(j):
            linked = row.words.has_bare_clauses or row.is_("of", j - 1)
            is_relative = row.class_at(j + 1) is WordClass.FINITE and row.words.has_bare_clauses
            return Cue(CueKind.NOUN, i, i + 1) if linked and not is_relative else None
    return None
