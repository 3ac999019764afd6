"""Several sources of one event, and the sources inside one article."""

from dataclasses import replace

import pytest

from matching.compare import compare_documents
from matching.comparison import Story
from matching.document import Document
from matching.finding import RepairKind
from matching.merges import keep_apart
from matching.reading import read_together
from matching.story import compare_read, compare_story, read_article
from matching.testing import HashingEncoder

ROAD = "The mountain road is open."
ARTICLE = """The Lake Tribune
Local | March 3, 2026

Rescue teams reached the mine on Monday. "All nine miners are alive", said the Ministry of Mines.

The union of miners said that two men were still missing.

All nine miners are alive and will leave the mine... pic.x.com/a — Mines (@mines) March 3, 2026

The road to the village is closed.
"""


def _article(text: str, source: str = "The Lake Tribune") -> Story:
    return read_article(Document(text, source, "en"), encoder=HashingEncoder())


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_pair_of_documents_is_compared_once(count: int) -> None:
    """Each of n sources is a column, in their order; n(n-1)/2 pairs are compared."""
    names = "ABCD"[:count]
    documents = [Document(f"{ROAD} Extra {name}.", name, "en") for name in names]
    story = compare_story(documents, encoder=HashingEncoder())
    assert story.sources == tuple(names)
    pairs = [(c.left.document.source, c.right.document.source) for c in story.comparisons]
    assert pairs == [(one, two) for i, one in enumerate(names) for two in names[i + 1 :]]


def test_equal_inputs_give_an_equal_story() -> None:
    """Nothing depends on the clock, on chance, or on an earlier run."""
    assert _article(ARTICLE) == _article(ARTICLE)


def test_the_speakers_of_an_article_are_its_sources() -> None:
    """Who is credited becomes a source, in order of appearance; the outlet comes last."""
    sources = _article(ARTICLE).sources
    assert sources[0] == "Ministry of Mines"
    assert "union" in sources[1].lower()
    assert sources[-1] == "The Lake Tribune"


def test_each_source_of_an_article_has_its_own_claims_of_the_one_text() -> None:
    """All sources quote the same stored text, and no claim belongs to two of them."""
    story = _article(ARTICLE)
    spans = [claim.span for reading in story.readings for claim in reading.claims]
    assert len(set(spans)) == len(spans)
    for reading in story.readings:
        assert reading.document.text == ARTICLE
        for claim in reading.claims:
            assert claim.attributed_to == reading.document.source
            assert claim.document_id == reading.document.document_id


def test_an_article_without_speakers_has_one_source() -> None:
    """A plain release is its publisher's own word."""
    story = _article(f"{ROAD} The bridge is shut.", "Roads Office")
    assert story.sources == ("Roads Office",)
    assert story.comparisons == ()


def test_a_text_without_claims_is_still_a_source() -> None:
    """A source that says nothing is told as silent, not dropped."""
    story = _article("?", "Roads Office")
    assert story.sources == ("Roads Office",)
    assert story.rows == ()


def test_a_repair_is_told_by_the_source_whose_words_it_reads() -> None:
    """A misspelt name belongs to the reading that holds it, and to a known document."""
    documents = [
        Document("La ministra Rosa Quintana visitó la mina. Rosa Quintana habló.", "A", "es"),
        Document("La ministra Rosa Quintanna visitó la mina el lunes.", "B", "es"),
    ]
    story = compare_story(documents, encoder=HashingEncoder())
    (repair,) = (name for name in story.names if name.kind is RepairKind.TYPO)
    assert repair.document_id == documents[1].document_id
    assert repair.span.quote(documents[1].text) == repair.surface
    assert repair.canonical == "Rosa Quintana"
    assert story.comparisons[0].names == story.names


def test_what_is_read_together_is_part_of_a_comparisons_name() -> None:
    """Two documents alone are one comparison everywhere; among others, or by decision, another."""
    one, two, three = (
        Document(f"The harbour of Sotomar is closed, {source} says.", source, "en")
        for source in ("A", "B", "C")
    )
    encoder = HashingEncoder()
    (alone,) = compare_story((one, two), encoder=encoder).comparisons
    assert alone == compare_documents(one, two, encoder=encoder)
    among = compare_story((one, two, three), encoder=encoder).comparisons[0]
    turned = compare_story((three, one, two), encoder=encoder).comparisons[-1]
    assert among.comparison_id == turned.comparison_id != alone.comparison_id
    apart = (keep_apart("Ana Paz", "Paz Soldán"),)
    (decided,) = compare_story((one, two), encoder=encoder, decisions=apart).comparisons
    assert decided.comparison_id not in {alone.comparison_id, among.comparison_id}


def test_two_that_are_read_alike_are_one_comparison_in_every_story() -> None:
    """Until another document tells who is meant."""
    texts = {
        "A": "Minister Luna opened the port.",
        "B": "Luna opened the port on Monday.",
        "C": "The harbour is closed.",
        "more": "Nobody was hurt.",
        "who": "Ana Luna opened the port.",
    }
    documents = {name: Document(text, name, "en") for name, text in texts.items()}

    def ids(*names: str) -> dict[tuple[str, str], str]:
        story = compare_story([documents[name] for name in names], encoder=HashingEncoder())
        return {
            (one.left.document.source, one.right.document.source): one.comparison_id
            for one in story.comparisons
        }

    first = ids("A", "B", "C")
    assert first.items() <= ids("A", "B", "C", "more").items()
    told = ids("A", "B", "C", "who")
    assert told["A", "B"] != first["A", "B"]


def test_what_is_known_is_not_compared() -> None:
    """Its findings are taken as they are, those of all others are made."""
    documents = [Document(f"{ROAD} Extra {name}.", name, "en") for name in "ABC"]
    reader = read_together(documents)
    fresh = compare_read(reader, encoder=HashingEncoder())
    known = fresh.comparisons[1].comparison_id
    story = compare_read(reader, encoder=HashingEncoder(), known=lambda _: {known: ()})
    assert story.comparisons[1] == replace(fresh.comparisons[1], findings=())
    assert story.comparisons[::2] == fresh.comparisons[::2]
    every = {each.comparison_id: each.findings for each in fresh.comparisons}
    assert compare_read(reader, encoder=HashingEncoder(), known=lambda _: every) == fresh
