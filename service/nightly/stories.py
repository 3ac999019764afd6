"""What a night's story shows of its sheet: the widest splits, and what each source left out."""

from collections.abc import Collection

from service.convert import rounded
from service.nightly.plan import PlannedStory
from service.nightly_contract import (
    AnswerItem,
    OmissionItem,
    SourceOmissions,
    SplitItem,
    StoryItem,
)
from service.story.camps import row_findings
from service.story.sheet import Sheet
from service.story.silences import LeftOut, left_out
from service.story.splits import Split, splits

MOST_SPLITS = 5
MOST_OMISSIONS = 3
"""How many of a story, and of a source in it, a report shows; the story's page has all."""


def story_item(planned: PlannedStory, sheet: Sheet, sources: Collection[str] = ()) -> StoryItem:
    """Return what a report tells of a story; *sources* keep what those left out."""
    found = splits(sheet, row_findings(sheet))
    silent = left_out(sheet)
    return StoryItem(
        story_id=planned.story_id,
        title=planned.title,
        planned_ids=planned.document_ids,
        document_ids=tuple(sorted(each.document_id for each in sheet.documents)),
        new_document_ids=planned.new_ids,
        sources=sheet.sources,
        comparison_ids=tuple(sorted(each.comparison_id for each in sheet.pairs)),
        split_total=len(found),
        splits=tuple(map(_split, found[:MOST_SPLITS])),
        omissions=tuple(
            _omissions(source, silent[source])
            for source in sheet.sources
            if silent[source] and (not sources or source in sources)
        ),
    )


def uncompared_item(planned: PlannedStory, sources: Collection[str]) -> StoryItem:
    """Return what a report tells of a story in which nothing could be compared."""
    return StoryItem(
        story_id=planned.story_id,
        title=planned.title,
        planned_ids=planned.document_ids,
        document_ids=planned.document_ids,
        new_document_ids=planned.new_ids,
        sources=tuple(sorted(sources)),
        comparison_ids=(),
        split_total=0,
        splits=(),
        omissions=(),
    )


def _split(split: Split) -> SplitItem:
    return SplitItem(
        row_id=split.row_id,
        text=split.text,
        weight=rounded(split.weight),
        kinds=split.kinds,
        answers=tuple(
            AnswerItem(sources=each.sources, words=each.words, text=each.text)
            for each in split.answers
        ),
    )


def _omissions(source: str, items: tuple[LeftOut, ...]) -> SourceOmissions:
    return SourceOmissions(
        source=source,
        total=len(items),
        items=tuple(
            OmissionItem(
                row_id=each.row.row_id,
                text=each.row.text,
                told_by=each.told_by,
                weight=rounded(each.weight),
            )
            for each in items[:MOST_OMISSIONS]
        ),
    )
