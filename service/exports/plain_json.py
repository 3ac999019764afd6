"""The contract's own JSON."""

from service.convert import comparison_document, story_document
from service.exports.exported import Exported


def to_json(exported: Exported, _: str) -> bytes:
    """Return the comparison, or the story, as the API gives it."""
    document = (
        story_document(exported.story, exported.created_at)
        if exported.story
        else comparison_document(exported.comparisons[0], exported.created_at)
    )
    return document.model_dump_json(indent=2).encode("utf-8") + b"\n"
