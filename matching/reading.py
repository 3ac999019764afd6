"""Documents of one story read together: passages, speakers, names, claims.

Document -> Draft        what can be read in one document alone
Drafts   -> Roster       who and what the story is about, over all its documents
Draft    -> Reading      claims, with names and speakers read by the roster
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from matching.attribution import Attribution
from matching.claims import Context, extract_claims
from matching.comparison import Reading
from matching.document import Document
from matching.finding import NameRepair
from matching.language import detect_language
from matching.language_tag import primary_language
from matching.mentions import find_mentions
from matching.merges import MergeDecision
from matching.origin import Origin, find_origin
from matching.passage import Passage, PassageKind
from matching.passages import split_passages
from matching.quotations import find_attributions
from matching.repairs import find_repairs
from matching.roster import Roster, build_roster
from matching.slots import Mention
from matching.speaking import name_speakers
from matching.statements import split_statements

READ_BY_VOICE = (PassageKind.PARAGRAPH, PassageKind.HEADING)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one document says before the rest of its story is known."""

    document: Document
    language: str
    origin: Origin
    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]

    @property
    def published_on(self) -> date | None:
        """The day that "today" means: as given, else as the text says, else from a post."""
        if self.document.published_at is not None:
            return self.document.published_at.date()
        posted = (p.posted_on for p in self.passages if p.posted_on is not None)
        return self.origin.published_on or next(posted, None)


@dataclass(frozen=True)
class Reader:
    """Documents read as one story: drafts and readings in the order given, and the roster."""

    drafts: tuple[Draft, ...]
    readings: tuple[Reading, ...]
    roster: Roster

    @cached_property
    def names(self) -> tuple[NameRepair, ...]:
        """The repairs, looked for when they are asked for: a document read alone needs none."""
        return find_repairs(self.roster)


def read_together(documents: Sequence[Document], decisions: Sequence[MergeDecision] = ()) -> Reader:
    """Read *documents* as one story; a document is read the same in any order of them.

    *decisions* keep names apart or join them, against what rules say.
    """
    drafts = tuple(draft_document(document) for document in documents)
    roster = build_roster(
        ((d.document.document_id, d.document.prose, d.language, d.mentions) for d in drafts),
        decisions,
    )
    return Reader(drafts, tuple(read_draft(draft, roster) for draft in drafts), roster)


def draft_document(document: Document) -> Draft:
    """Read what one document shows alone: language, passages, attributions, mentions."""
    text = document.prose
    language = document.language or detect_language(text)
    passages = split_passages(replace(document, language=language))
    primary = primary_language(language)
    return Draft(
        document=document,
        language=language,
        origin=find_origin(text, primary),
        passages=passages,
        attributions=_attributions(text, primary, passages),
        mentions=find_mentions(text, primary),
    )


def _attributions(text: str, language: str, passages: Sequence[Passage]) -> tuple[Attribution, ...]:
    read = [passage for passage in passages if passage.kind in READ_BY_VOICE]
    return find_attributions(text, language, [p.span for p in read], [p.language for p in read])


def read_draft(draft: Draft, roster: Roster) -> Reading:
    """Return the reading of one document, its names and speakers read by *roster*."""
    document_id = draft.document.document_id
    mentions = tuple(roster.resolve(mention, document_id) for mention in draft.mentions)
    statements = split_statements(draft.document.prose, draft.passages, draft.attributions)
    named = name_speakers(draft.document.prose, statements, mentions)
    context = Context(mentions, draft.published_on)
    return Reading(
        document=draft.document,
        language=draft.language,
        passages=draft.passages,
        attributions=draft.attributions,
        mentions=mentions,
        claims=extract_claims(draft.document, named, context),
    )
