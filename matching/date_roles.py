"""Which step of its thing a date is of: its begin, its end, the telling of it."""

from collections.abc import Mapping, Sequence
from functools import cache

from matching.lexicon import load_lexicon
from matching.slots import DateRole
from matching.span import Span
from matching.speech_lexicon import VerbClass, find_speech_verb
from matching.word_table import PhraseTable, Word, words_of

# Characters and words before and after a date in which its verb stands.
_REACH = 90
_VERB_REACH = 8
_REPORT_REACH = 2
_CLAUSE_ENDS = frozenset('.;:?!,"“”«»')
_OPPOSITE = {DateRole.UNTIL: DateRole.SINCE, DateRole.DEADLINE: DateRole.SINCE}


def date_role(text: str, place: Span, language: str) -> DateRole:
    """Return the role of the date at *place*, EVENT where the words give no other.

    The words just before it decide ("until", "since", "by"), turned round by a denial
    ("not before May" is since); then the nearest verb: one of speaking dates its report,
    "begin" and "end" the ends of what lasts.
    """
    before = words_of(text, language, Span(max(0, place.start - _REACH), place.start))
    led = _led(before, language)
    if led is not None:
        denied = led in _OPPOSITE and _is_denied(before, language)
        return _OPPOSITE[led] if denied else led
    if _is_told(_own(before), language):
        return DateRole.REPORT
    after = words_of(text, language, Span(place.end, min(len(text), place.end + _REACH)))
    verbs = _verbs(language)
    for word in (*reversed(_own(before)[-_VERB_REACH:]), *_upto_end(after)[:_VERB_REACH]):
        role = verbs.get(word.form) or verbs.get(word.lemma)
        if role is not None:
            return role
    return DateRole.EVENT


def _led(before: Sequence[Word], language: str) -> DateRole | None:
    """Return the role that the words right before a date give it, articles passed over."""
    roles = load_lexicon(language, "dates").get("roles", {})
    end = len(before)
    for _ in range(2):
        found = _leads(language).before(tuple(before), end)
        if found is not None:
            return found[1]
        if not end or before[end - 1].form not in roles.get("articles", ()):
            return None
        end -= 1
    return None


def _is_told(own: Sequence[Word], language: str) -> bool:
    """Tell "said on Friday" from "made the report on Friday" and from "agreed on Friday"."""
    determiners = load_lexicon(language, "polarity").get("determiners", ())
    for at in range(max(0, len(own) - _REPORT_REACH), len(own)):
        verb = find_speech_verb(own[at].form, language)
        says = verb is not None and VerbClass.SAY in verb.classes
        acts = verb is not None and VerbClass.ACT in verb.classes
        if says and not acts and not (at and own[at - 1].form in determiners):
            return True
    return False


def _is_denied(before: Sequence[Word], language: str) -> bool:
    """Tell "may not be fished before May", "no abrirá hasta mayo"."""
    negators = load_lexicon(language, "polarity").get("negators", ())
    return any(word.form in negators for word in _own(before))


def _own(before: Sequence[Word]) -> Sequence[Word]:
    """Return the words of the date's own clause that stand before it."""
    starts = [at + 1 for at, word in enumerate(before) if word.form in _CLAUSE_ENDS]
    return before[max(starts, default=0) :]


def _upto_end(after: Sequence[Word]) -> Sequence[Word]:
    end = next((at for at, word in enumerate(after) if word.form in _CLAUSE_ENDS), len(after))
    return after[:end]


@cache
def _leads(language: str) -> PhraseTable[DateRole]:
    roles = load_lexicon(language, "dates").get("roles", {})
    named = (DateRole.UNTIL, DateRole.SINCE, DateRole.DEADLINE)
    return PhraseTable({phrase: role for role in named for phrase in roles.get(role, ())})


@cache
def _verbs(language: str) -> Mapping[str, DateRole]:
    roles = load_lexicon(language, "dates").get("roles", {})
    named = (DateRole.BEGIN, DateRole.FINISH)
    return {verb: role for role in named for verb in roles.get(role, ())}
