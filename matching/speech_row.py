"""A sentence as a row of words, with the noun phrases among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from matching.speech_lexicon import SpeechLexicon
from matching.speech_units import Sentence, Unit
from matching.tokens import Token
from matching.word_classes import WordClass, classify_words
from matching.word_row import WordRow

_VERBAL = frozenset({WordClass.FINITE, WordClass.INFINITIVE, WordClass.GERUND})
_NOT_IN_NOUN_PHRASE = _VERBAL | {
    WordClass.SUBORDINATOR,
    WordClass.RELATIVE,
    WordClass.PRONOUN,
    WordClass.ADVERB,
}
_STARTS_NOUN_PHRASE = frozenset({WordClass.DETERMINER, WordClass.NAME, WordClass.PRONOUN})


@dataclass(frozen=True)
class Row(WordRow):
    """The units of one sentence and the noun phrases that they make; places as in `WordRow`."""

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
