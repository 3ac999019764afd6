"""Swapping sides swaps sides only; the order of sentences changes no label."""

import random
from dataclasses import replace

import pytest

from matching.compare import compare_documents
from matching.comparison import Comparison
from matching.document import Document
from matching.embed import Encoder
from matching.finding import Finding, Side
from matching.passage import PassageKind
from matching.passages import split_passages
from matching.sentences import split_sentences
from seeds.load import SeedStory, load_stories

STORIES = load_stories()
PAIRS = [(story, gold) for story in STORIES for gold in story.gold["comparisons"]]
OTHER = {None: None, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def _content(finding: Finding, swapped: bool) -> tuple[object, ...]:
    """Return what a finding says, its sides exchanged when *swapped*."""
    left, right = (claims := [finding.left, finding.right])[swapped], claims[not swapped]
    return (
        finding.label,
        OTHER[finding.side] if swapped else finding.side,
        frozenset(claim.text for claim in left),
        frozenset(claim.text for claim in right),
        finding.confidence,
        frozenset(reason.kind for reason in finding.reasons),
    )


def _findings(comparison: Comparison, swapped: bool = False) -> list[tuple[object, ...]]:
    return sorted((_content(f, swapped) for f in comparison.findings), key=repr)


@pytest.mark.parametrize(
    ("story", "gold"), PAIRS, ids=lambda v: v.slug if isinstance(v, SeedStory) else v["right"]
)
def test_swapping_sides_swaps_sides_only(
    story: SeedStory, gold: dict[str, str], encoder: Encoder
) -> None:
    """The comparison of (right, left) is that of (left, right) with the sides exchanged."""
    left, right = story.documents[gold["left"]], story.documents[gold["right"]]
    straight = compare_documents(left, right, encoder=encoder)
    swapped = compare_documents(right, left, encoder=encoder)
    assert _findings(swapped, swapped=True) == _findings(straight)


def _own_sentences(document: Document) -> list[str]:
    """Return the sentences of a document's paragraphs, without header and headings."""
    return [
        sentence.quote(document.text)
        for passage in split_passages(document)
        if passage.kind is PassageKind.PARAGRAPH
        for sentence in split_sentences(document.text, passage.language, passage.span)
    ]


def _as_text(sentences: list[str], document: Document) -> Document:
    return replace(document, text="\n\n".join(f"{s.rstrip('.')}." for s in sentences))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("slug", ["budget-panama", "dengue-san-roque", "mine-cerro-hondo"])
def test_the_order_of_sentences_changes_no_label(slug: str, seed: int, encoder: Encoder) -> None:
    """Shuffled sentences, each a paragraph of its own, give the same findings."""
    story = next(story for story in STORIES if story.slug == slug)
    gold = story.gold["comparisons"][0]
    left, right = story.documents[gold["left"]], story.documents[gold["right"]]
    sentences = _own_sentences(left)
    shuffled = random.Random(seed).sample(sentences, len(sentences))  # noqa: S311
    straight = compare_documents(_as_text(sentences, left), right, encoder=encoder)
    mixed = compare_documents(_as_text(shuffled, left), right, encoder=encoder)
    assert _findings(mixed) == _findings(straight)
