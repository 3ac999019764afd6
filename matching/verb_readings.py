"""Whether a cue verb reports where it stands: its form, person, mood and particles."""

from matching.speech_lexicon import SpeechVerb
from matching.speech_row import Row
from matching.verb_forms import VerbForm, verb_form


def lower_words(row: Row, i: int, length: int = 6) -> tuple[str, ...]:
    """Return the words from *i* on in lower case, to be looked up as a phrase."""
    return row.lowers[i : i + length]


def after_particles(row: Row, i: int, verb: SpeechVerb) -> int | None:
    """Return where the verb at *i* ends with the words it needs: "puso de relieve".

    None where it needs some and none of them follow.
    """
    phrases = row.words.phrasal.get(verb.lemma)
    if not phrases:
        return i + 1
    following = lower_words(row, i + 1)
    lengths = [len(phrase) for phrase in phrases if following[: len(phrase)] == phrase]
    return i + 1 + max(lengths) if lengths else None


def speech_form(row: Row, i: int) -> VerbForm:
    """Return the form of the cue verb at *i*; FINITE where its spelling leaves it open."""
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


def is_finite(row: Row, i: int) -> bool:
    """Tell a finite verb at *i* from an infinitive or gerund."""
    form = verb_form(row.units[i].text, row.words.language)
    return form not in {VerbForm.INFINITIVE, VerbForm.GERUND} or row.words.has_bare_clauses


def is_first_person(row: Row, i: int) -> bool:
    """Tell whether the writer or the quoted speaker says it of themselves."""
    if row.is_("first_person", i - 1) or (
        row.is_("first_person", i - 2)
        and (row.is_("auxiliaries", i - 1) or row.is_("adverbs", i - 1))
    ):
        return True
    if row.words.has_bare_clauses and row.is_("not_persons", i - 1):
        return True  # "as you know"
    word = row.units[i].lower
    endings = tuple(row.words.words["first_person_endings"])
    if row.is_("have", i - 1) or not endings or row.is_("not_first_person", i):
        return False
    return word.endswith(endings) and speech_form(row, i) is VerbForm.FINITE


def is_subjunctive(row: Row, i: int, verb: str) -> bool:
    """Tell an act that is asked for ("pidió que declare", "que valoraran") from a report."""
    word = row.units[i].lower
    endings = row.words.subjunctive.get(verb[-2:], ())
    is_imperfect = word.endswith(tuple(row.words.words["imperfect_endings"]) or "\0")
    if endings and word.endswith(endings) and not is_imperfect:
        return True
    past = row.words.subjunctive.get(f"past_{verb[-2:]}", ())
    return any(word == verb[:-2] + ending for ending in past)
