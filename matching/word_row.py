"""A sentence seen word by word: its units, their rough classes, and what stands at each place."""

from dataclasses import dataclass
from functools import cached_property

from matching.mark_row import CLOSERS
from matching.span import Span
from matching.speech_lexicon import SpeechLexicon
from matching.speech_units import Unit
from matching.tokens import lemma
from matching.word_classes import WordClass

_BREAKS = frozenset('.;:?!…—–([«“"')
# From this share of capitals on the long words of a sentence are a headline's.
_TITLE_CASE = 0.7


@dataclass(frozen=True)
class WordRow:
    """The units of one sentence; all places are indices into `units`, ends excluded."""

    text: str
    units: tuple[Unit, ...]
    classes: tuple[WordClass, ...]
    words: SpeechLexicon

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """The units in lower case, as lists are written."""
        return tuple(unit.text.lower() for unit in self.units)

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        """The sign at each place, "" for a word or a quotation."""
        return tuple("" if unit.is_quote or unit.is_word else unit.text for unit in self.units)

    @cached_property
    def is_title_case(self) -> bool:
        """Whether the sentence is a headline with a capital on most long words."""
        words = [unit for unit in self.units if unit.is_word and len(unit.text) > 3]
        capitals = sum(unit.is_capitalised for unit in words)
        return len(words) > 3 and capitals / len(words) >= _TITLE_CASE

    def is_(self, kind: str, i: int) -> bool:
        """Tell whether the word at *i* is in the lexicon's word list *kind*."""
        lowers = self.lowers
        return 0 <= i < len(lowers) and lowers[i] in self.words.words[kind]

    def is_noun_cue(self, i: int) -> bool:
        """Tell whether a noun that names a statement is at *i*: "acusación", "versiones"."""
        if not 0 <= i < len(self):
            return False
        word = self.units[i].text
        return self.words.is_("noun_cues", word) or self.words.is_(
            "noun_cues", lemma(word, self.words.language)
        )

    def is_role(self, i: int) -> bool:
        """Tell whether a word for people or bodies that speak is at *i*, in any number."""
        if not 0 <= i < len(self):
            return False
        word = self.units[i].text
        return self.words.is_("noun_roles", word) or (
            not self.words.has_bare_clauses
            and self.words.is_("noun_roles", lemma(word, self.words.language))
        )

    def is_adjunct(self, i: int) -> bool:
        """Tell whether a word of time, place or linkage stands at *i*: "ayer", "this week"."""
        return self.is_("adjuncts", i) or (
            self.is_("time_determiners", i) and self.is_("adjuncts", i + 1)
        )

    def is_complementiser(self, i: int) -> bool:
        """Tell whether the word at *i* opens a reported clause, not "en el que"."""
        before = self.is_("before_relative", i - 1) or self.is_("before_conjunction", i - 1)
        return self.is_("complementisers", i) and not before

    def is_adverb(self, i: int) -> bool:
        """Tell whether an adverb that may stand between subject and verb is at *i*."""
        if not 0 <= i < len(self) or self.is_adjunct(i):
            return self.is_("adverbs", i)
        endings = tuple(self.words.words["adverb_endings"]) or ("\0",)
        word = self.units[i].text
        return (
            self.is_("adverbs", i)
            or self.classes[i] is WordClass.ADVERB
            or (word.endswith(endings) and not word[0].isupper())
        )

    def is_coordinator(self, i: int) -> bool:
        """Tell whether "and", "pero", "mientras", "aunque" or the like is at *i*."""
        return self.class_at(i) is WordClass.COORDINATOR or self.is_("coordinators", i)

    def is_relative(self, i: int) -> bool:
        """Tell whether a relative pronoun is at *i*."""
        return self.class_at(i) is WordClass.RELATIVE or self.is_("relatives", i)

    def is_participle(self, i: int) -> bool:
        """Tell whether the word at *i* is or may be a past participle."""
        if self.class_at(i) is WordClass.PARTICIPLE:
            return True
        has_endings = bool(self.words.words["participle_endings"]) and 0 <= i < len(self)
        return has_endings and self.words.may_be_participle(self.units[i].text)

    def sign(self, i: int) -> str:
        """Return the sign at *i*, "" for a word, a quotation or no unit at all."""
        signs = self._signs
        return signs[i] if 0 <= i < len(signs) else ""

    def opens_quotation(self, i: int) -> bool:
        """Tell whether an opening quotation mark stands right before the word at *i*."""
        start = self.units[i].span.start if 0 <= i < len(self) else 0
        return start > 0 and self.text[start - 1] in CLOSERS

    def is_quote(self, i: int) -> bool:
        """Tell whether a quotation that stands alone is at *i*."""
        units = self.units
        return 0 <= i < len(units) and units[i].quotation is not None

    def class_at(self, i: int) -> WordClass:
        """Return the rough word class at *i*, SIGN outside the sentence."""
        classes = self.classes
        return classes[i] if 0 <= i < len(classes) else WordClass.SIGN

    def is_break(self, i: int) -> bool:
        """Tell whether no noun phrase or clause reaches across *i*."""
        signs = self._signs
        if not 0 <= i < len(signs) or self.units[i].quotation is not None:
            return True
        sign = signs[i]
        if sign == "." and i + 1 < len(signs):
            return self.is_quote(i - 1)  # any other point inside a sentence abbreviates
        return sign in _BREAKS

    def _is_abbreviation_point(self, i: int) -> bool:
        """Tell whether the point at *i* belongs to an abbreviation ("Gov.", "Sr.")."""
        if self.sign(i) != "." or i == 0 or i + 1 >= len(self):
            return False
        word = self.units[i - 1]
        return word.lower in self.words.abbreviations or len(word.text) == 1

    def break_before(self, i: int) -> int:
        """Return where the stretch without breaks that holds *i* begins."""
        while i > 0 and not self.is_break(i - 1):
            i -= 1
        return i

    def has_verb(self, start: int, end: int) -> bool:
        """Tell whether a finite verb stands in [start, end), relative clauses left out."""
        in_relative = False
        for i in range(start, end):
            kind = self.class_at(i)
            in_relative |= kind is WordClass.RELATIVE or self.is_complementiser(i)
            if kind is WordClass.FINITE:
                if not in_relative:
                    return True
                in_relative = False
        return False

    def span(self, start: int, end: int) -> Span:
        """Return the text from unit *start* to before unit *end*, end signs left out."""
        if start >= end:
            at = self.units[min(start, len(self) - 1)].span.start
            return Span(at, at)
        whole = Span(self.units[start].span.start, self.units[end - 1].span.end)
        return whole.strip(self.text, also=",;:—–-")
