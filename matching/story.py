"""Several sources of one event: every pair compared, and the matrix of claim by source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

from matching.compare import compare_readings
from matching.comparison import Comparison, Reading, Story
from matching.document import Document
from matching.embed import Encoder
from matching.finding import Finding, NameRepair
from matching.ids import content_id, text_hash
from matching.matrix import build_matrix
from matching.merges import MergeDecision
from matching.reading import Reader, read_together
from matching.run_config import run_config
from matching.thresholds import DEFAULTS, Thresholds

# Given comparisons without their findings, the findings of those made before, by identifier.
Known = Callable[[Sequence[Comparison]], Mapping[str, Sequence[Finding]]]
# What stands for how two readings, told by their places, were read.
_Contexts = Mapping[tuple[int, int], str | None]


def nothing_known(_: Sequence[Comparison]) -> Mapping[str, Sequence[Finding]]:
    """Know no comparison: each is made."""
    return {}


def compare_story(
    documents: Sequence[Document],
    *,
    encoder: Encoder,
    thresholds: Thresholds = DEFAULTS,
    decisions: Sequence[MergeDecision] = (),
) -> Story:
    """Compare what several documents say about one event, each pair of them once.

    The columns keep the order of *documents*; *decisions* keep names apart or join them.
    """
    reader = read_together(documents, decisions)
    return compare_read(reader, encoder=encoder, thresholds=thresholds, decisions=decisions)


def compare_read(
    reader: Reader,
    *,
    encoder: Encoder,
    thresholds: Thresholds = DEFAULTS,
    decisions: Sequence[MergeDecision] = (),
    known: Known = nothing_known,
) -> Story:
    """Compare documents that were read together, with *decisions*, as `compare_story` does.

    Two documents that are read as they were in a smaller story are one comparison with that:
    what *known* has of it is taken, and gives an equal value.
    """
    contexts = _contexts(reader, decisions)
    return _story(reader.readings, reader.names, encoder, thresholds, contexts, known)


def context_id(document_ids: Sequence[str], decisions: Sequence[MergeDecision]) -> str | None:
    """Return what stands for decisions by which two documents were read; None without any."""
    if not decisions:
        return None
    made = sorted((one.kind, one.left, one.right) for one in decisions)
    return content_id("ctx", sorted(document_ids), made)


def _contexts(reader: Reader, decisions: Sequence[MergeDecision]) -> _Contexts:
    """Return what stands for how each two were read: who is meant, above all."""
    readings = reader.readings
    if len(readings) < 3:
        ids = [reading.document.document_id for reading in readings]
        return {(0, 1): context_id(ids, decisions)}
    read = [text_hash(repr((one.language, one.mentions, one.claims))) for one in readings]
    return {
        (i, j): content_id("ctx", read[i], read[j], repr(_names_of(reader.names, left, right)))
        for (i, left), (j, right) in combinations(enumerate(readings), 2)
    }


def read_article(
    article: Document,
    *,
    encoder: Encoder,
    thresholds: Thresholds = DEFAULTS,
    decisions: Sequence[MergeDecision] = (),
) -> Story:
    """Split one article by who says it, then compare the sources inside it.

    Every speaker that the article credits with a claim becomes a source, in the order of
    their first words; the article's own voice comes last, under the outlet's name.
    *decisions* keep names apart or join them.
    """
    reader = read_together((article,), decisions)
    readings = split_by_speaker(reader.readings[0])
    return _story(readings, _shared(reader, readings), encoder, thresholds)


def split_by_speaker(reading: Reading) -> tuple[Reading, ...]:
    """Return one reading for each speaker of *reading*, all over the same text."""
    own = reading.document.source
    speakers = dict.fromkeys(claim.attributed_to for claim in reading.claims)
    ordered = [speaker for speaker in speakers if speaker != own]
    return tuple(
        _of_speaker(reading, speaker)
        for speaker in [*ordered, own]
        if speaker != own or own in speakers or not ordered
    )


def _of_speaker(reading: Reading, speaker: str) -> Reading:
    document = replace(reading.document, source=speaker)
    claims = tuple(
        replace(claim, document_id=document.document_id)
        for claim in reading.claims
        if claim.attributed_to == speaker
    )
    return replace(reading, document=document, claims=claims)


def _shared(reader: Reader, readings: Sequence[Reading]) -> tuple[NameRepair, ...]:
    """Give the repairs of an article to the source that holds the words, else to the last."""

    def owner(repair: NameRepair) -> str:
        for reading in readings:
            if any(claim.span.overlaps(repair.span) for claim in reading.claims):
                return reading.document.document_id
        return readings[-1].document.document_id

    return tuple(replace(repair, document_id=owner(repair)) for repair in reader.names)


def _story(
    readings: Sequence[Reading],
    names: Sequence[NameRepair],
    encoder: Encoder,
    thresholds: Thresholds,
    contexts: _Contexts = MappingProxyType({}),
    known: Known = nothing_known,
) -> Story:
    config = run_config(encoder, thresholds)
    asked = [
        Comparison(left, right, (), _names_of(names, left, right), config, contexts.get((i, j)))
        for (i, left), (j, right) in combinations(enumerate(readings), 2)
    ]
    found = known(asked)
    comparisons = tuple(
        replace(one, findings=tuple(found[one.comparison_id]))
        if one.comparison_id in found
        else _compared(one, encoder, thresholds)
        for one in asked
    )
    return Story(
        readings=tuple(readings),
        rows=build_matrix(readings, comparisons, encoder, thresholds),
        comparisons=comparisons,
        names=tuple(names),
        config=config,
    )


def _compared(asked: Comparison, encoder: Encoder, thresholds: Thresholds) -> Comparison:
    made = compare_readings(
        asked.left, asked.right, encoder=encoder, names=asked.names, thresholds=thresholds
    )
    return replace(made, context=asked.context)


def _names_of(names: Sequence[NameRepair], left: Reading, right: Reading) -> tuple[NameRepair, ...]:
    ids = {left.document.document_id, right.document.document_id}
    return tuple(name for name in names if name.document_id in ids)
