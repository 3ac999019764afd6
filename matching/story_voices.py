"""Who says what in each document of a story, and whether its quotations stand in the others.

Drafts, one roster -> voices of each -> each quotation against each other source
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.fidelity import Fidelity, Verdict, check_quotation
from matching.fidelity_words import Primary, make_primary
from matching.reading import Draft, Reader
from matching.span import Span
from matching.voices import Voices, draft_voices, language_at

_FOUND = (Verdict.VERBATIM, Verdict.TRIMMED, Verdict.ALTERED)


@dataclass(frozen=True, slots=True)
class QuotedFrom:
    """A quotation that stands in another document of the story.

    `article` and `primary` are places among the story's documents, `voice` one among the
    article's voices. `is_own` tells whether the primary source says it in its own voice:
    two articles that quote one speech quote the same words, and neither is the original.
    """

    article: int
    voice: int
    primary: int
    fidelity: Fidelity
    is_own: bool


@dataclass(frozen=True, slots=True)
class StoryVoices:
    """Everybody who speaks in a story's documents, in their order, and quotations found."""

    voices: tuple[Voices, ...]
    quotations: tuple[QuotedFrom, ...]


def read_story_voices(reader: Reader) -> StoryVoices:
    """Return who says what in the documents of *reader*, in their order, by its roster.

    A quotation is looked for in the documents of other sources: one that says it in its own
    voice counts before one that quotes it too, then the better verdict. Quotations that stand
    nowhere are left out: what was quoted may be no document of the story. No model is needed.
    """
    voices = tuple(draft_voices(draft, reader.roster) for draft in reader.drafts)
    return StoryVoices(voices, tuple(_quotations(reader.drafts, voices)))


def _quotations(drafts: Sequence[Draft], voices: Sequence[Voices]) -> Iterator[QuotedFrom]:
    sources = [make_primary(each.document.prose, each.language) for each in drafts]
    marked = [[span for voice in each.voices for span in voice.quoted] for each in voices]
    for article, draft in enumerate(drafts):
        others = [
            place
            for place, other in enumerate(drafts)
            if other.document.source != draft.document.source
        ]
        for place, voice in enumerate(voices[article].voices):
            if not voice.quoted or (len(voice.chain) > 1 and _is_inside(voices[article], place)):
                continue
            language = language_at(voice.quoted[0], draft.passages) or draft.language
            text = draft.document.prose
            found = (
                _checked(text, voice.quoted, language, sources[other], marked[other], other)
                for other in others
            )
            best = min(
                (one for one in found if one is not None),
                key=lambda one: (not one[2], _FOUND.index(one[1].verdict), -one[1].similarity),
                default=None,
            )
            if best is not None:
                yield QuotedFrom(article, place, *best)


def _checked(
    text: str,
    quoted: Sequence[Span],
    language: str,
    primary: Primary,
    marked: Sequence[Span],
    place: int,
) -> tuple[int, Fidelity, bool] | None:
    """Return the primary's *place*, the verdict, and whether it speaks in its own voice there."""
    found = check_quotation(text, quoted, language, [primary])
    if found.verdict not in _FOUND:
        return None
    is_own = not any(span.overlaps(part) for span in marked for part in found.primary)
    return place, found, is_own


def _is_inside(read: Voices, place: int) -> bool:
    """Tell whether the words of a voice are part of what an outer one quotes already."""
    voice = read.voices[place]
    outer = [span for at in voice.chain[:-1] for span in read.voices[at].quoted]
    return all(any(span.contains(part) for span in outer) for part in voice.quoted)
