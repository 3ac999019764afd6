"""Speakers by one name each: "el Departamento de Estado de EE.UU." and "the department"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.lexicon import SHARED, load_lexicon
from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.statements import Statement
from matching.tokens import tokenize

_BARE_WORDS = 2
# A body speaks through its officials, so a named body comes before a role that stands alone.
_ORDER = (MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.ROLE, MentionKind.PLACE)


def name_speakers(
    text: str, statements: Sequence[Statement], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return *statements* with each speaker under the canonical name of its entity.

    "The company", "its spokeswoman" and "esa cartera" take the body that was named last
    before them. A speaker whose words hold no known mention keeps its own words; a pronoun
    or a carried-over speaker takes the entity of the words that it was resolved to.
    """
    names = _Names(text, tuple(sorted(mentions, key=lambda mention: mention.span)))
    return tuple(
        replace(statement, speaker=names.of(statement)) if statement.speaker else statement
        for statement in statements
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The named mentions of one text, in order."""

    text: str
    mentions: tuple[Mention, ...]

    def of(self, statement: Statement) -> str | None:
        """Return the name of a statement's speaker."""
        speaker = " ".join((statement.speaker or "").split())
        span = statement.speaker_span
        here = self._inside(span) if span is not None else []
        bodies = [one for one in here if one.kind is MentionKind.ORGANISATION]
        stands_in = _bare_noun(speaker) in _listed("bodies")
        speaks_for = span is not None and self._has_spokesperson(span)
        if span is not None and (stands_in or speaks_for) and not bodies:
            body = self._last_body(span.start)
            if body is not None:
                return body
        return self._exact(speaker) or _first(here) or self._longest(speaker) or speaker or None

    def _has_spokesperson(self, span: Span) -> bool:
        words = {token.text.lower() for token in tokenize(self.text, span)}
        return bool(words & _listed("spokespeople"))

    def _inside(self, span: Span) -> list[Mention]:
        here = [one for one in self.mentions if one.canonical and span.overlaps(one.span)]
        return sorted(
            (one for one in here if one.kind in _ORDER),
            key=lambda one: (_ORDER.index(one.kind), one.span),
        )

    def _last_body(self, end: int) -> str | None:
        """Return the body named last before *end*, None when none was."""
        before = [
            one
            for one in self.mentions
            if one.kind is MentionKind.ORGANISATION and one.canonical and one.span.end <= end
        ]
        return before[-1].canonical if before else None

    def _exact(self, speaker: str) -> str | None:
        wanted = speaker.lower()
        return next(
            (one.canonical for one in self._named() if _folded(one.surface) == wanted), None
        )

    def _longest(self, speaker: str) -> str | None:
        """Return the name of the longest mention whose words the speaker's hold."""
        inside = [one for one in self._named() if _folded(one.surface) in speaker.lower()]
        return (
            max(inside, key=lambda one: (len(one.surface), one.surface)).canonical
            if inside
            else None
        )

    def _named(self) -> list[Mention]:
        return [one for one in self.mentions if one.canonical]


def _folded(surface: str) -> str:
    return " ".join(surface.lower().split())


def _bare_noun(speaker: str) -> str:
    """Return the one word of "la compañía" or "esa cartera", "" for anything longer."""
    words = [token.text.lower() for token in tokenize(speaker) if token.is_word]
    return words[-1] if 0 < len(words) <= _BARE_WORDS and speaker[0].islower() else ""


def _first(mentions: Sequence[Mention]) -> str | None:
    return mentions[0].canonical if mentions else None


def _listed(name: str) -> frozenset[str]:
    return frozenset(load_lexicon(SHARED, "bodies")[name])
