"""Speakers by one name each: "el Departamento de Estado de EE.UU." and "the department"."""

from collections.abc import Sequence
from dataclasses import replace

from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.statements import Statement

# A body speaks through its officials, so a named body comes before a role that stands alone.
_ORDER = (MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.ROLE, MentionKind.PLACE)


def name_speakers(
    statements: Sequence[Statement], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return *statements* with each speaker under the canonical name of its entity.

    A speaker whose words hold no known mention keeps its own words; a pronoun or a
    carried-over speaker takes the entity of the words that it was resolved to.
    """
    known = _by_words(mentions)
    return tuple(
        replace(statement, speaker=_name(statement, mentions, known))
        if statement.speaker
        else statement
        for statement in statements
    )


def _by_words(mentions: Sequence[Mention]) -> dict[str, str]:
    return {
        " ".join(mention.surface.lower().split()): mention.canonical
        for mention in mentions
        if mention.canonical
    }


def _name(statement: Statement, mentions: Sequence[Mention], known: dict[str, str]) -> str | None:
    speaker = " ".join((statement.speaker or "").split())
    exact = known.get(speaker.lower())
    if exact:
        return exact
    if statement.speaker_span is not None:
        named = _in_span(statement.speaker_span, mentions)
        if named:
            return named
    inside = [(words, name) for words, name in known.items() if words in speaker.lower()]
    if inside:
        return max(inside, key=lambda entry: (len(entry[0]), entry[0]))[1]
    return speaker or None


def _in_span(span: Span, mentions: Sequence[Mention]) -> str | None:
    here = [m for m in mentions if m.canonical and span.overlaps(m.span) and m.kind in _ORDER]
    here.sort(key=lambda mention: (_ORDER.index(mention.kind), mention.span))
    return here[0].canonical if here else None
