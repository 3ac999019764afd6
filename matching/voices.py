"""Who says what in one document, for people: named speakers, chains, and faithful words.

Document -> Draft -> attributions, posts included -> names by the roster -> chain -> fidelity
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.attribution import Attribution
from matching.document import Document
from matching.fidelity import Fidelity, check_quotation
from matching.fidelity_words import Primary, make_primary
from matching.language_tag import primary_language
from matching.passage import Passage, PassageKind
from matching.quotations import find_attributions
from matching.quoted_words import QuotationForm, quotation_form, quoted_words
from matching.reading import READ_BY_VOICE, Draft, draft_document
from matching.roster import Roster, build_roster
from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.speaking import is_complement, name_speakers
from matching.speech_lexicon import speech_lexicon
from matching.statements import Statement
from matching.tokens import tokenize

# A role is the person who holds it, where the roster knows; a body speaks if nobody does.
_ORDER = (MentionKind.PERSON, MentionKind.ROLE, MentionKind.ORGANISATION, MentionKind.PLACE)
_GENERIC_WORDS = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution with what the whole document tells about it.

    `speaker` is the canonical name of whoever speaks, or the document's words for them;
    None when nobody is named. `chain` holds the places, among the document's voices, of
    the statements that this one stands in, outermost first, its own last. `quoted` is
    what stands between marks; `fidelity` is None without primary sources, and for
    statements that quote no words.
    """

    attribution: Attribution
    form: QuotationForm
    speaker: str | None
    chain: tuple[int, ...]
    quoted: tuple[Span, ...]
    fidelity: Fidelity | None = None


@dataclass(frozen=True, slots=True)
class Voices:
    """Everybody who speaks in one document, in text order."""

    document: Document
    language: str
    voices: tuple[Voice, ...]


def read_voices(document: Document, primaries: Sequence[Document] = ()) -> Voices:
    """Return who says what in *document*, its quotations compared with the primary sources.

    Names are read by one roster of all these documents. No model is needed.
    """
    drafts = [draft_document(each) for each in (document, *primaries)]
    roster = build_roster(
        (d.document.document_id, d.document.prose, d.language, d.mentions) for d in drafts
    )
    sources = [make_primary(each.document.prose, each.language) for each in drafts[1:]]
    return draft_voices(drafts[0], roster, sources)


def draft_voices(draft: Draft, roster: Roster, primaries: Sequence[Primary] = ()) -> Voices:
    """Return who says what in the document of *draft*, its names read by *roster*."""
    document = draft.document
    mentions = [roster.resolve(mention, document.document_id) for mention in draft.mentions]
    attributions = _with_posts(draft)
    names = _names(draft, attributions, mentions)
    found = tuple(
        Voice(
            attribution=each,
            form=quotation_form(document.prose, each, [p.span for p in draft.passages]),
            speaker=names[place],
            chain=_chain(place, attributions),
            quoted=quoted_words(document.prose, each, [p.span for p in draft.passages]),
            fidelity=_fidelity(each, draft, primaries),
        )
        for place, each in enumerate(attributions)
    )
    return Voices(document, draft.language, found)


def _names(
    draft: Draft, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> list[str | None]:
    """Return the speakers' names; "esa cartera" is the last body of its kind that was named."""
    text, language = draft.document.prose, draft.language
    statements = [
        Statement(a.content[0], language, a.kind, a.speaker, a.source, a.cue) for a in attributions
    ]
    bodies = name_speakers(text, statements, mentions)
    people = {one.canonical for one in mentions if one.kind is MentionKind.PERSON}
    found: list[str | None] = []
    for attribution, body in zip(attributions, bodies, strict=True):
        name = name_speaker(text, attribution, mentions, language)
        is_generic = name is not None and len(name.split()) <= _GENERIC_WORDS
        unnamed = is_generic and name == attribution.speaker
        if unnamed and _is_generic_person(text, attribution, language):
            before = (one for one in reversed(found) if one in people)
            found.append(next(before, name))
        else:
            found.append(body.speaker or name if unnamed else name)
    return found


def _is_generic_person(text: str, attribution: Attribution, language: str) -> bool:
    """Tell "el funcionario", whoever spoke before, from "un funcionario" and "el abogado"."""
    if attribution.source is None:
        return False
    words = [token.text for token in tokenize(text, attribution.source) if token.is_word]
    lexicon = speech_lexicon(primary_language(language))
    is_definite = len(words) == _GENERIC_WORDS and lexicon.is_("definite", words[0])
    return is_definite and lexicon.is_("noun_generic_people", words[1])


def name_speaker(
    text: str, attribution: Attribution, mentions: Sequence[Mention], language: str
) -> str | None:
    """Return the canonical name of an attribution's speaker.

    Where the source is somebody, or a role that the story gives to one person, that name;
    whom its words only speak of ("el abogado de Ana Rey") is not who speaks. For a pronoun
    or a left-out subject it is the name of the speaker before; else the document's own
    words. None when nobody is named.
    """
    source, speaker = attribution.source, attribution.speaker
    named = [one for one in mentions if one.canonical and one.kind in _ORDER]
    if source is not None:
        inside = [one for one in named if source.overlaps(one.span)]
        heads = [one for one in inside if not is_complement(text, source, one.span, language)]
        if heads:
            return min(heads, key=lambda one: (_ORDER.index(one.kind), one.span)).canonical
    if speaker is None:
        return None
    if source is not None and speaker.lower() in source.quote(text).lower():
        return speaker
    stop = (attribution.cue or attribution.content[-1]).end
    last = max(text.rfind(speaker, 0, stop), text.find(speaker))
    if last < 0:
        return speaker
    again = replace(attribution, source=Span(last, last + len(speaker)), speaker=speaker)
    return name_speaker(text, again, mentions, language)


def _with_posts(draft: Draft) -> tuple[Attribution, ...]:
    """Return the attributions of a document with those of its embedded posts."""
    if not any(passage.kind is PassageKind.POST for passage in draft.passages):
        return draft.attributions
    read = [p for p in draft.passages if p.kind in (*READ_BY_VOICE, PassageKind.POST)]
    return find_attributions(
        draft.document.prose, draft.language, [p.span for p in read], [p.language for p in read]
    )


def _chain(place: int, attributions: Sequence[Attribution]) -> tuple[int, ...]:
    inner = attributions[place]
    outer = [at for at, one in enumerate(attributions) if at != place and _holds(one, inner)]
    return (*sorted(outer, key=lambda at: (-_size(attributions[at]), at)), place)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether *inner*, cue and content, is part of what *outer* says."""
    parts = inner.content if inner.cue is None else (*inner.content, inner.cue)
    return all(any(o.contains(part) for o in outer.content) for part in parts)


def _size(attribution: Attribution) -> int:
    return sum(map(len, attribution.content))


def _fidelity(
    attribution: Attribution, draft: Draft, primaries: Sequence[Primary]
) -> Fidelity | None:
    quoted = quoted_words(draft.document.prose, attribution, [p.span for p in draft.passages])
    if not primaries or not quoted:
        return None
    language = language_at(quoted[0], draft.passages) or draft.language
    return check_quotation(draft.document.prose, quoted, language, primaries)


def language_at(span: Span, passages: Sequence[Passage]) -> str | None:
    """Return the language of the first passage that *span* stands in, None outside all."""
    return next((p.language for p in passages if p.span.overlaps(span)), None)
