"""From who says what in a document to the JSON of `contraste quotes`."""

from collections.abc import Sequence

from matching.document import Document
from matching.fidelity import Fidelity
from matching.fidelity_align import Change
from matching.language import detect_language
from matching.span import Span
from matching.voices import Voice, Voices
from service.contract import DocumentPart, Words
from service.convert import rounded, words_part
from service.quotes_contract import ChangePart, FidelityPart, Quote, QuotesDocument, VoicePart


def quotes_document(read: Voices, primaries: Sequence[Document] = ()) -> QuotesDocument:
    """Return who says what in a document, in text order, compared with *primaries*."""
    return QuotesDocument(
        document=_document_part(read.document, read.language),
        primaries=tuple(
            _document_part(each, each.language or detect_language(each.text)) for each in primaries
        ),
        quotes=tuple(_quote(voice, read, primaries) for voice in read.voices),
    )


def _document_part(document: Document, language: str) -> DocumentPart:
    return DocumentPart(
        document_id=document.document_id,
        source=document.source,
        language=language,
        published_at=document.published_at,
        sha256=document.sha256,
    )


def _quote(voice: Voice, read: Voices, primaries: Sequence[Document]) -> Quote:
    said, text = voice.attribution, read.document.text
    return Quote(
        kind=said.kind,
        speaker=said.speaker,
        source=_words(said.source, text),
        cue=_words(said.cue, text),
        content=tuple(words_part(span, text) for span in said.content),
        confidence=rounded(said.confidence),
        form=voice.form,
        quoted=tuple(words_part(span, text) for span in voice.quoted),
        resolved_speaker=voice.speaker,
        chain=(
            VoicePart(name=read.document.source, quote=None),
            *(VoicePart(name=read.voices[at].speaker, quote=at) for at in voice.chain),
        ),
        fidelity=_fidelity(voice.fidelity, text, primaries) if voice.fidelity else None,
    )


def _fidelity(found: Fidelity, text: str, primaries: Sequence[Document]) -> FidelityPart:
    primary = primaries[found.source] if found.source is not None else None
    original = primary.text if primary is not None else ""
    return FidelityPart(
        verdict=found.verdict,
        document_id=primary.document_id if primary is not None else None,
        similarity=rounded(found.similarity),
        reason=found.reason,
        primary=tuple(words_part(span, original) for span in found.primary),
        changes=tuple(_change(change, text, original) for change in found.changes),
    )


def _change(change: Change, text: str, original: str) -> ChangePart:
    return ChangePart(
        kind=change.kind,
        quoted=_words(change.quoted, text),
        primary=_words(change.primary, original),
    )


def _words(span: Span | None, text: str) -> Words | None:
    return words_part(span, text) if span is not None else None
