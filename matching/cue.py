"""One cue: the words that say that somebody says something, and what they may govern."""

from dataclasses import dataclass
from enum import StrEnum

from matching.speech_lexicon import SpeechVerb, VerbClass
from matching.verb_forms import VerbForm


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
    is_hedge: bool = False
    """True for "se espera que", which credits nobody in particular."""
    is_own_view: bool = False
    """True for "a su juicio": the source is whoever spoke before."""

    def governs(self, kind: VerbClass) -> bool:
        """Tell whether the cue's verb is of class *kind*."""
        return self.verb is not None and kind in self.verb.classes

    def governs_only(self, kind: VerbClass) -> bool:
        """Tell whether the cue's verb is of class *kind* and of no other."""
        return self.verb is not None and self.verb.classes == {kind}
