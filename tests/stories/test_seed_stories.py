"""The seed stories as a contract: every gold conflict is found, and no other."""

from typing import Any

import pytest

from benchmarks.story_gold import score_comparison
from matching.compare import compare_documents
from matching.embed import Encoder
from seeds.load import SeedStory, load_stories

STORIES = load_stories()
PAIRS = [(story, gold) for story in STORIES for gold in story.gold["comparisons"]]


def _name(value: Any) -> str:
    return value.slug if isinstance(value, SeedStory) else f"{value['left']}-{value['right']}"


@pytest.mark.parametrize(("story", "gold"), PAIRS, ids=_name)
def test_conflicts_are_found_with_their_slot_and_no_other(
    story: SeedStory, gold: dict[str, Any], encoder: Encoder
) -> None:
    """Each gold conflict is found, its reason names the right slot; no false conflict."""
    left, right = story.documents[gold["left"]], story.documents[gold["right"]]
    tally = score_comparison(compare_documents(left, right, encoder=encoder), gold)
    wrong = [miss for miss in tally.misses if miss.startswith(("MISSED", "FALSE"))]
    assert not wrong


@pytest.mark.parametrize("story", STORIES, ids=_name)
def test_updates_are_no_conflicts(story: SeedStory, encoder: Encoder) -> None:
    """A later value of the same source is paired with the earlier one, never as conflict."""
    for gold in story.gold["comparisons"]:
        if gold.get("updates"):
            left, right = story.documents[gold["left"]], story.documents[gold["right"]]
            tally = score_comparison(compare_documents(left, right, encoder=encoder), gold)
            assert tally.updates_found == tally.updates
