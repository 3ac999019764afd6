"""Cues that are phrases: "según X", "as X said", "a su juicio", "de acuerdo con lo dicho por"."""

from matching.cue import Cue, CueKind
from matching.noun_readings import is_gerund, is_noun
from matching.speech_lexicon import VerbClass, find_speech_verb
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.verb_readings import (
    after_particles,
    is_finite,
    is_first_person,
    lower_words,
    speech_form,
)
from matching.word_classes import WordClass


def as_verb_cue(row: Row, i: int) -> Cue | None:
    """Find "según informó", and "as X said" with the subject between."""
    length = row.words.phrase_at("as_cues", lower_words(row, i))
    if not length:
        return None
    for j in range(i + length, min(i + length + 10, len(row))):
        if row.is_break(j) or row.sign(j) == "," or row.is_complementiser(j):
            return None
        verb = find_speech_verb(row.units[j].text, row.words.language)
        between = range(i + length, j)
        if any(row.is_("impersonal_clitics", k) for k in between):
            return None
        is_bare = speech_form(row, j) is VerbForm.PARTICIPLE and verb is not None
        if is_bare and not any(row.is_("have", k) or row.is_("be", k) for k in between):
            return None  # "según lo previsto"
        is_first = all(row.is_("auxiliaries", k) or row.is_adverb(k) for k in between)
        in_order = row.words.has_bare_clauses or is_first
        end = after_particles(row, j, verb) if verb is not None else None
        if verb is not None and j > i + length and _puts_it(row, j, verb.lemma):
            return Cue(CueKind.AS_VERB, i, j + 2, verb, VerbForm.FINITE, verb_at=j)
        says = verb is not None and (
            VerbClass.SAY in verb.classes
            or (verb.lemma in row.words.phrasal and verb.classes != {VerbClass.QUOTE})
        )
        if (
            says
            and end is not None
            and in_order
            and not is_gerund(row, j)
            and is_finite(row, j)
            and not (is_first_person(row, j) or (j > i + length and is_noun(row, j)))
        ):
            return Cue(CueKind.AS_VERB, i, end, verb, VerbForm.FINITE, verb_at=j)
        if row.class_at(j) is WordClass.FINITE and not row.is_("auxiliaries", j):
            return None
    return None


def _puts_it(row: Row, j: int, lemma: str) -> bool:
    """Tell "as the union |sees| it", "as she |put| it"."""
    is_verb = lemma in row.words.words["as_it_verbs"] and row.is_("as_objects", j + 1)
    return is_verb and not is_first_person(row, j)


def phrase_cue(row: Row, i: int) -> Cue | None:
    """Find "según X", "a juicio de X", "a su juicio", "para X, …", ", citing X"."""
    words = lower_words(row, i)
    length = row.words.phrase_at("own_views", words)
    if length:
        return Cue(CueKind.PHRASE, i, i + length, is_own_view=True)
    length = row.words.phrase_at("sources", words)
    length = _neuter(row, i, length) if length else _opinion(row, i) or _cited(row, i)
    length = length or _named(row, i)
    if not length or row.sign(i + length) or row.class_at(i + length) is WordClass.FINITE:
        return None
    if row.is_quote(i + length):
        return None
    return Cue(CueKind.PHRASE, i, i + length)


def _neuter(row: Row, i: int, length: int) -> int:
    """Take in "de acuerdo con |lo señalado por| la fiscal" as words of the cue."""
    at = i + length
    if row.is_("neuter_articles", at) and row.is_complementiser(at + 1):
        return 0  # "según lo que se sabe"
    if not row.is_("neuter_articles", at) or not row.is_participle(at + 1):
        return length
    if not row.is_("agents", at + 2):
        return 0  # "según lo previsto"
    return length + 3 if row.words.verb_lemma(row.units[at + 1].text) else length


def _opinion(row: Row, i: int) -> int:
    """Find whom an opinion is told of: "Para el delantero, …", ", para quien …"."""
    if not row.words.phrase_at("opinion", lower_words(row, i, 1)):
        return 0
    if row.is_relative(i + 1) and row.is_("anaphors", i + 1):
        return 1 if row.sign(i - 1) == "," else 0
    if i:
        return 0
    end = row.forward_noun_phrase(1)
    closed = row.sign(end) == ","
    named = range(end + 1, row.forward_noun_phrase(end + 1)) if closed else range(0)
    is_named = len(named) > 1 and row.sign(named.stop) == ","
    is_named = is_named and all(row.class_at(k) is WordClass.NAME for k in named)
    return 1 if closed and (is_named or _is_person(row, 1, end)) else 0


def _is_person(row: Row, start: int, end: int) -> bool:
    """Tell a person or body from other things: an office, or "el sociólogo Denis Hodgson"."""
    head = start + 1 if row.class_at(start) is WordClass.DETERMINER else start
    if any(row.is_role(k) for k in range(start, end)) or row.is_("bodies", head):
        return True
    capitals = [k for k in range(start, end) if row.units[k].is_capitalised]
    described = head > start and len(capitals) > 1 and capitals[0] == head + 1
    return described or (len(capitals) == end - start == 2)


def _cited(row: Row, i: int) -> int:
    """Find ", citing police": somebody named as the origin, not "citing safety concerns"."""
    length = row.words.phrase_at("cited", lower_words(row, i))
    if not length or row.sign(i - 1) != ",":
        return 0
    people = range(i + length, row.forward_noun_phrase(i + length))
    is_person = any(row.class_at(k) is WordClass.NAME or row.is_role(k) for k in people)
    return length if is_person else 0


def _named(row: Row, i: int) -> int:
    """Find "Per the ministry, …" and "…, per officials", not "per capita" or a man called Per."""
    length = row.words.phrase_at("named_sources", lower_words(row, i))
    if not length or not (i == 0 or row.sign(i - 1) == ","):
        return 0
    start = i + length
    named = row.class_at(start) is WordClass.NAME and i > 0
    return length if named or row.is_("definite", start) or row.is_role(start) else 0
