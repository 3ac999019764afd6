"""The archive that costs are measured on: the same each time, long and repetitive as a real one."""

from collections import Counter

from benchmarks.scale.archive import PER_DAY, archive


def test_any_part_is_that_of_the_whole() -> None:
    """So a run can be gone on with, and a small archive is the beginning of a large one."""
    whole = list(archive(0, PER_DAY + 60))
    assert list(archive(PER_DAY - 10, 40)) == whole[PER_DAY - 10 : PER_DAY + 30]
    assert list(archive(0, 40, seed=8)) != whole[:40]


def test_documents_are_different_and_have_a_length() -> None:
    """None is another's revision; words as in a newspaper."""
    items = list(archive(0, PER_DAY))
    assert len({item.document.document_id for item in items}) == PER_DAY
    assert len({(item.document.source, item.url) for item in items}) == PER_DAY
    lengths = [len(item.document.text.split()) for item in items]
    assert (min(lengths) >= 150, max(lengths) < 660) == (True, True)


def test_sources_of_a_story_repeat_the_agency() -> None:
    """Sentences stand in several documents, and some names in many more than others."""
    items = list(archive(0, PER_DAY))
    sentences = Counter(
        sentence for item in items for sentence in set(item.document.text.split(". "))
    )
    repeated = sum(count for count in sentences.values() if count > 1)
    assert 0.2 < repeated / sum(sentences.values()) < 0.9
    people = Counter(item.document.title.split(":")[0] for item in items if item.document.title)
    counts = [count for _, count in people.most_common()]
    assert counts[0] > 10 * counts[-1]
