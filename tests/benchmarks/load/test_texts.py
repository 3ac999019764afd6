"""Texts of the load: ten sentences each, none twice, the same for the same seed."""

from itertools import islice

from benchmarks.load.texts import SENTENCES, text_pairs
from matching.language import detect_language


def test_no_two_texts_are_alike() -> None:
    """Nor any two sentences but by chance: nothing that was embedded before helps."""
    pairs = list(islice(text_pairs(7), 300))
    texts = [side["text"] for pair in pairs for side in (pair.left, pair.right)]
    assert len(set(texts)) == len(texts)


def test_the_same_seed_gives_the_same_texts() -> None:
    """And another one others."""
    first, again, other = (list(islice(text_pairs(seed), 5)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_each_text_has_ten_sentences_in_its_language() -> None:
    """In Spanish, in English, or one in each."""
    pairs = list(islice(text_pairs(3), 40))
    for pair in pairs:
        for side in (pair.left, pair.right):
            assert side["text"].count(".") == SENTENCES
            assert detect_language(side["text"]) == side["language"]
    assert {(pair.left["language"], pair.right["language"]) for pair in pairs} == {
        ("es", "es"),
        ("en", "en"),
        ("es", "en"),
        ("en", "es"),
    }


def test_both_tell_one_event_and_differ() -> None:
    """Some facts are in both, some have another value, some are in one alone."""
    for pair in islice(text_pairs(5), 40):
        if pair.left["language"] == pair.right["language"]:
            left, right = (set(side["text"].split(". ")) for side in (pair.left, pair.right))
            assert 2 <= len(left & right) < SENTENCES
