"""Verb phrases around a cue: "se limitó a decir", "no dudó en calificar", "acabó reconociendo"."""

from matching.cue import Cue, CueKind
from matching.speech_lexicon import SpeechVerb, VerbClass
from matching.speech_row import Row
from matching.tokens import lemma
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_STEPS_BACK = 3


def find_lead(row: Row, i: int, form: VerbForm) -> int | None:
    """Return the verb that carries the infinitive or gerund at *i*, None without one.

    "Volvió a" of "volvió a insistir" adds manner or time and leaves the speech as it is,
    so that the whole is one finite cue with one subject.
    """
    if form is VerbForm.GERUND:
        return _leading_verb(row, i - 1, "gerund_leads")
    if form is not VerbForm.INFINITIVE or i < 1:
        return None
    mark = row.units[i - 1].lower
    if mark in row.words.words["lead_marks"]:
        return _leading_verb(row, i - 2, f"leads_{mark}")
    return _leading_verb(row, i - 1, "bare_leads")


def is_affirmed(row: Row, i: int) -> bool:
    """Tell whether "no" before the verb at *i* leaves a statement: "no dudó en", "no descarta"."""
    return verb_base(row, i) in row.words.words["affirmed_by_negation"]


def stance_cue(row: Row, i: int) -> Cue | None:
    """Find "se mostró convencido de que", "está seguro de que", "es partidaria de abrir"."""
    if not row.is_("stances", i):
        return None
    linked = row.is_("of", i + 1) or row.is_("read_in", i + 1)
    end = i + 2 if linked else i + 1
    states = row.is_complementiser(end) or (linked and row.class_at(end) is WordClass.INFINITIVE)
    at = i - 1
    while at > 0 and row.is_adverb(at):
        at -= 1
    states = states and row.class_at(at) is not WordClass.INFINITIVE  # "dijo estar seguro"
    if at < 0 or not states or verb_base(row, at) not in row.words.words["stance_verbs"]:
        return None
    start = at
    while start > 0 and (row.is_("clitics", start - 1) or row.is_("auxiliaries", start - 1)):
        start -= 1
    if any(row.is_("negations", k) for k in range(start, i)):
        return None
    verb = SpeechVerb(verb_base(row, at), frozenset({VerbClass.SAY}))
    return Cue(CueKind.VERB, start, end, verb, VerbForm.FINITE)


def verb_base(row: Row, i: int) -> str:
    """Return the infinitive of the verb at *i*, as far as the dictionary knows it."""
    word = row.units[i].lower
    return row.words.forms.get(word) or lemma(word, row.words.language)


def _leading_verb(row: Row, at: int, verbs: str) -> int | None:
    """Return the place of a verb of the list *verbs* at *at* or up to an adverb before it."""
    wanted = row.words.words[verbs]
    for k in range(at, max(at - _STEPS_BACK, -1), -1) if wanted else ():
        if not row.units[k].is_word:
            return None
        if verb_base(row, k) in wanted and row.class_at(k - 1) is not WordClass.DETERMINER:
            return k
        if not row.is_adverb(k):
            return None
    return None
