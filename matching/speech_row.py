"""A sentence seen word by word: units, their rough classes, and noun phrases among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from matching.mark_row import CLOSERS
from matching.span import Span
from matching.speech_lexicon import SpeechLexicon
from matching.speech_units import Sentence, Unit
from matching.tokens import Token, lemma
from matching.word_classes import WordClass, classify_words

_BREAKS = frozenset('.;:?!…—–([«“"')
_VERBAL = frozenset({WordClass.FINITE, WordClass.INFINITIVE, WordClass.GERUND})
_NOT_IN_NOUN_PHRASE = _VERBAL | {
    WordClass.SUBORDINATOR,
    WordClass.RELATIVE,
    WordClass.PRONOUN,
    WordClass.ADVERB,
}
_STARTS_NOUN_PHRASE = frozenset({WordClass.DETERMINER, WordClass.NAME, WordClass.PRONOUN})
# From this share of capitals on the long words of a sentence are a headline's.
_TITLE_CASE = 0.7


@dataclass(frozen=True)
class Row:
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

    def forward_noun_phrase(self, start: int) -> int:
        """Return where the noun phrase that begins at *start* ends; *start* for none."""
        i = start
        while i < len(self) and self._continues(start, i):
            if self.sign(i) == "(":
                i = self._after_bracket(i)
            else:
                i += 1
        while i > start and (
            self.class_at(i - 1) in {WordClass.PREPOSITION, WordClass.COORDINATOR}
            or (i == start + 1 and self._is_lone_article(start))
            or self.sign(i - 1) == "("
        ):
            i -= 1
        return i

    def _is_lone_article(self, i: int) -> bool:
        """Tell "una" of "una y otra vez" from "Otros"."""
        is_article = self.class_at(i) is WordClass.DETERMINER and self.is_("articles", i)
        return is_article and not self.words.has_bare_clauses

    def _after_bracket(self, i: int) -> int:
        for j in range(i, min(i + 8, len(self))):
            if self.sign(j) == ")":
                return j + 1
        return i + 1

    def _continues(self, start: int, i: int) -> bool:
        if self.is_quote(i):
            return False
        kind = self.class_at(i)
        if kind is WordClass.SIGN:
            return self.sign(i) in "'’&/%@#-(" or self._is_abbreviation_point(i)
        if i == start:
            if self.is_("clitics", i) and kind is WordClass.PRONOUN:
                return False  # "Se casó y ahora exige"
            return kind not in _VERBAL and kind not in {
                WordClass.SUBORDINATOR,
                WordClass.RELATIVE,
                WordClass.PREPOSITION,
                WordClass.ADVERB,
                WordClass.COORDINATOR,
            }
        if kind is WordClass.DETERMINER or self.is_("determiners", i):
            # A capital article begins a name: "el diario El Faro".
            before = self.class_at(i - 1)
            linked = before in {WordClass.PREPOSITION, WordClass.COORDINATOR}
            return linked or self.units[i].is_capitalised
        if kind is WordClass.PREPOSITION:
            return self.is_("inside_noun_phrase", i)
        if kind is WordClass.COORDINATOR:
            return self.class_at(i - 1) is WordClass.NAME and (
                self.class_at(i + 1) is WordClass.NAME
            )
        return kind not in _NOT_IN_NOUN_PHRASE and not self.is_adjunct(i)

    def with_appositions(self, end: int) -> int:
        """Return where a noun phrase ends when what follows between commas describes it."""
        for _ in range(2):
            if self.sign(end) != ",":
                break
            first = end + 2 if self.is_("of", end + 1) else end + 1  # "Amparo, de 71 años"
            after = self.forward_noun_phrase(first)
            closed = (
                self.sign(after) in {",", ".", ";"} or self.is_quote(after) or after == len(self)
            )
            if after == first or not closed or self.is_adjunct(end + 1):
                break
            end = after
        return end

    def is_adjunct_start(self, i: int) -> bool:
        """Tell whether a time, place or manner phrase, no subject, begins at *i*."""
        return (
            self.class_at(i)
            in {
                WordClass.PREPOSITION,
                WordClass.ADVERB,
                WordClass.GERUND,
                WordClass.COORDINATOR,
                WordClass.INFINITIVE,
            }
            or self.is_adjunct(i)
            or (self.is_("prepositions", i) and self.class_at(i) is not WordClass.DETERMINER)
        )

    def subject_in(self, start: int, end: int) -> int | None:
        """Return where the noun phrase that ends at *end* begins, None when none does."""
        if start >= end:
            return None
        if not self.is_adjunct_start(start) and not self.has_verb(start, end):
            return start
        for k in range(start + 1, end):
            follows_noun = not (
                self.class_at(k - 1) in _STARTS_NOUN_PHRASE | {WordClass.PREPOSITION}
                and not self.is_adjunct(k - 1)
            )
            joins = self.class_at(k - 1) is WordClass.COORDINATOR and not self.has_verb(start, k)
            starts = (
                not joins and self.class_at(k) in _STARTS_NOUN_PHRASE and not self.is_adjunct(k)
            )
            if starts and follows_noun and not self.has_verb(k, end):
                return k
        return None

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of [start, end) between commas, empty ones left out."""
        begin = start
        for i in range(start, end + 1):
            if i == end or self.sign(i) == ",":
                if begin < i:
                    yield begin, i
                begin = i + 1


def make_row(text: str, sentence: Sentence, words: SpeechLexicon) -> Row:
    """Return the sentence's units with their rough word classes."""
    tokens = [Token(unit.span, unit.text) for unit in sentence.units]
    classes = classify_words(tokens, words.language)
    return Row(
        text, sentence.units, tuple(map(_settle, sentence.units, classes, repeat(words))), words
    )


def _settle(unit: Unit, found: WordClass, words: SpeechLexicon) -> WordClass:
    """Read "a" as an article in Portuguese, and the parts of elided French words."""
    misread = found in {WordClass.PREPOSITION, WordClass.OTHER, WordClass.NAME}
    if misread and words.is_("articles", unit.text):
        return WordClass.DETERMINER
    return WordClass.PRONOUN if words.is_("enclitic_subjects", unit.text) else found
