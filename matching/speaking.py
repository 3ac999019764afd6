"""Speakers by one name each: "el Departamento de Estado de EE.UU." and "the department"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.places import is_demonym
from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.span_index import SpanIndex
from matching.speech_lexicon import speech_lexicon
from matching.statements import Statement
from matching.tokens import tokenize
from matching.verb_forms import clause_words

# A body speaks through its officials, so a named body comes before a role that stands alone.
_ORDER = (MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.ROLE)
_NOBODY = Mention(Span(0, 0), "", MentionKind.OTHER)
_GENERIC, _COMPANY = "generic", "company"
# In code points: two or three words, "la empresa minera".
_INTRODUCTION = 30


def name_speakers(
    text: str, statements: Sequence[Statement], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return *statements* with each speaker under the canonical name of its entity.

    "The company" and "esa cartera" take the last body of their kind named before them; a
    person introduced with a body ("union leader X") or as its spokesperson speaks for it
    everywhere. A speaker whose words hold no known mention keeps its own words.
    """
    ordered = tuple(sorted(mentions, key=lambda mention: mention.span))
    names = _Names(text, ordered, SpanIndex((one.span, one) for one in ordered))
    found: list[str | None] = []
    for one in statements:
        found.append(names.of(one, found) if one.speaker else None)
    speaks_for = names.affiliations(statements)
    return tuple(
        replace(statement, speaker=speaks_for.get(name, name)) if name else statement
        for statement, name in zip(statements, found, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The mentions of one text, in order."""

    text: str
    mentions: tuple[Mention, ...]
    placed: SpanIndex[Mention]

    def of(self, statement: Statement, before: Sequence[str | None]) -> str | None:
        """Return the name of a statement's speaker; *before* are those already named."""
        speaker = " ".join((statement.speaker or "").split())
        span = statement.speaker_span
        here = self._heads(span, statement.language) if span is not None else []
        kind = _kind_of(speaker, statement.language)
        if kind is not None and span is not None:
            return self._heard(before, kind) or self._last_body(span.start, kind) or speaker
        whole = self._whole(speaker)
        return whole or _first(here) or self._longest(speaker) or speaker or None

    def _heads(self, span: Span, language: str) -> list[Mention]:
        """Return the mentions of *span* but people of whom another person is only said to be."""
        here = self._inside(span)
        people = [one for one in here if one.kind is MentionKind.PERSON]
        others = [one for one in people if is_complement(self.text, span, one.span, language)]
        return here if len(others) == len(people) else [one for one in here if one not in others]

    def affiliations(self, statements: Sequence[Statement]) -> Mapping[str, str]:
        """Return for each person who speaks for a body the body's name."""
        found: dict[str, str] = {}
        for statement in statements:
            span = statement.speaker_span
            if span is None:
                continue
            here = self._inside(span)
            people = [one for one in here if one.kind is MentionKind.PERSON]
            bodies = [one for one in here if one.kind is MentionKind.ORGANISATION]
            body = _first(bodies)
            if body is None and self._has_spokesperson(span):
                body = self._last_body(span.start, _GENERIC)
            for person in people:
                if body is not None and person.canonical is not None:
                    found.setdefault(person.canonical, body)
        return found

    def _has_spokesperson(self, span: Span) -> bool:
        words = {token.text.lower() for token in tokenize(self.text, span)}
        return bool(words & _spokespeople())

    def _inside(self, span: Span) -> list[Mention]:
        here = [one for one in self.placed.overlapping(span) if one.canonical]
        return sorted(
            (one for one in here if one.kind in _ORDER),
            key=lambda one: (_ORDER.index(one.kind), one.span),
        )

    def _last_body(self, end: int, kind: str) -> str | None:
        """Return the last body of *kind* named before *end*, None when none was."""
        before = [
            one
            for one in self.mentions
            if one.kind is MentionKind.ORGANISATION
            and one.canonical
            and one.span.end <= end
            and self._fits(one, kind)
        ]
        return before[-1].canonical if before else None

    def _fits(self, body: Mention, kind: str) -> bool:
        """Tell whether a named body may be meant by a noun of *kind*.

        Its name tells of what kind it is, or the words that introduce it anywhere: "el
        sindicato Unión Minera" is no company.
        """
        if kind == _GENERIC:
            return True
        words = {*f"{body.surface} {body.canonical}".lower().split(), *self._introducing(body)}
        kinds = {_kinds()[word] for word in words if word in _kinds()}
        return kind in kinds or (kind == _COMPANY and not kinds)

    def _introducing(self, body: Mention) -> Iterator[str]:
        """Yield the words in small letters before a body's name, wherever it stands."""
        for one in self.mentions:
            if one.canonical == body.canonical:
                start = max(0, one.span.start - _INTRODUCTION)
                for token in reversed(tokenize(self.text, Span(start, one.span.start))):
                    if not token.is_word or not token.text.islower():
                        break
                    yield token.text

    def _heard(self, before: Sequence[str | None], kind: str) -> str | None:
        """Return who spoke last and is no person, for a noun that may mean anybody."""
        people = {one.canonical for one in self.mentions if one.kind is MentionKind.PERSON}
        bodies = [name for name in before if name and name not in people]
        return bodies[-1] if bodies and kind == _GENERIC else None

    def _longest(self, speaker: str) -> str | None:
        """Return the name of the longest mention whose words the speaker's hold."""
        words = f" {speaker.lower()} "
        inside = [
            one
            for one in self.mentions
            if one.canonical and one.kind in _ORDER and f" {one.surface.lower()} " in words
        ]
        return max(
            inside, key=lambda one: (len(one.surface), one.surface), default=_NOBODY
        ).canonical

    def _whole(self, speaker: str) -> str | None:
        """Return the canonical name of the mention that the speaker's words are."""
        wanted = speaker.lower()
        named = (one for one in self.mentions if one.canonical)
        return next(
            (one.canonical for one in named if " ".join(one.surface.lower().split()) == wanted),
            None,
        )


def _first(mentions: Sequence[Mention]) -> str | None:
    return mentions[0].canonical if mentions else None


@cache
def _spokespeople() -> frozenset[str]:
    return frozenset(load_lexicon(SHARED, "bodies")["spokespeople"])


@cache
def _kinds() -> Mapping[str, str]:
    """Return the kind of body that each noun stands for."""
    kinds = load_lexicon(SHARED, "bodies")["kinds"]
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns}


def _kind_of(speaker: str, language: str) -> str | None:
    """Return the kind of "la compañía", "esa cartera" or "the Chilean ministry", else None.

    Anything more ("the teachers union", "La Cancillería") names a body of its own.
    """
    words = [token.text for token in tokenize(speaker) if token.is_word]
    articles = clause_words(language, "determiners")
    ignored = articles | frozenset(load_lexicon(SHARED, "bodies")["levels"])
    rest = [word for word in words if word.lower() not in ignored and not is_demonym(word)]
    if len(rest) != 1 or rest[0][0].isupper():
        return None
    return _kinds().get(rest[0].lower())


def is_complement(text: str, source: Span, name: Span, language: str) -> bool:
    """Tell whether a name only completes the source: "el abogado |de Ana Rey|", "Rey's lawyer"."""
    if text[name.end : name.end + 2] in ("'s", "’s"):
        return True
    before = tokenize(text, Span(source.start, max(source.start, name.start)))
    words = speech_lexicon(primary_language(language))
    at = len(before) - 1
    while at >= 0 and words.is_("articles", before[at].text):
        at -= 1
    return at >= 0 and words.is_("prepositions", before[at].text)
