"""The answer on a story as it is kept says each claim once, and is whole again when it is read."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from matching.comparison import Story
from matching.document import Document
from matching.story import compare_story
from matching.testing import HashingEncoder
from service.convert import story_document
from service.story.kept import kept_body, whole_body

_AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> Story:
    """A story in which one source corrects itself and one document claims nothing."""
    documents = [
        Document("Minister Luna opened the port. The storm hurt 12 people.", "Desk", "en", _AT),
        Document("Luna opened the port. The storm hurt 9 people.", "Wire", "en", _AT),
        Document(
            "Minister Luna opened the port. The storm hurt 13 people.",
            "Desk",
            "en",
            _AT + timedelta(hours=2),
        ),
        Document("Why?", "Blog", "en", _AT),
    ]
    return compare_story(documents, encoder=HashingEncoder())


def test_what_was_kept_is_whole_again(story: Story) -> None:
    """As the contract has it, whenever its comparisons were made; updates are told besides."""
    early = {each.comparison_id: _AT - timedelta(days=1) for each in story.comparisons[:2]}
    made_at = {each.comparison_id: _AT for each in story.comparisons} | early
    kept = json.loads(json.dumps(kept_body(story, made_at, _AT)))
    found = whole_body(kept)
    updates = found.pop("updates")
    expected = story_document(story, _AT).model_dump(mode="json")
    for comparison in expected["comparisons"][:2]:
        comparison["created_at"] = "2031-05-13T09:30:00Z"
    assert found == expected
    assert [(each["source"], len(each["earlier"])) for each in updates] == [("Desk", 1)]


def test_each_claim_is_kept_once(story: Story) -> None:
    """However many documents are compared with its own, its words stand there once."""
    made_at = {each.comparison_id: _AT for each in story.comparisons}
    kept = json.dumps(kept_body(story, made_at, _AT))
    claims = [claim for reading in story.readings for claim in reading.claims]
    assert kept.count('"rendering"') == len(claims) > 0
    # Once in the story, and once with each of the three other documents.
    assert json.dumps(whole_body(json.loads(kept))).count('"rendering"') == 4 * len(claims)
