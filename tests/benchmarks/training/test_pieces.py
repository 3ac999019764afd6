"""Names, numbers and words that may be exchanged."""

from benchmarks.training.pieces import find_names, find_pieces


def test_names_stand_inside_sentences_and_are_no_common_words() -> None:
    """A first word is none, nor is what is often written small, nor a title."""
    texts = [
        "In Rome we saw Ms Ana Rey.",
        "In The Dark we saw the dark and the men.",
        "We saw Mr Smith.",
    ]
    found = find_names(texts)
    assert {"Rome", "Ms Ana Rey", "Mr Smith"} <= found
    assert not {"Then", "The Dark", "We"} & found


def test_pieces_tell_their_kind() -> None:
    """Names that are known, years apart from numbers and shares, words by class and form."""
    text = "In Rome the red car of Ana Rey won 7 of 12 races in 1990, or 60% of all."
    found = [(piece.kind, piece.text) for piece in find_pieces(text, "en", {"Rome", "Ana Rey"})]
    assert found[:6] == [
        ("names", "Rome"),
        ("names", "Ana Rey"),
        ("numbers:False", "7"),
        ("numbers:False", "12"),
        ("years:False", "1990"),
        ("numbers:True", "60"),
    ]
    kinds = {text: kind for kind, text in found}
    assert kinds["red"].startswith("words:colours")
    assert kinds["car"].startswith("words:vehicles")


def test_a_demonym_is_no_name() -> None:
    """It takes the place of its like alone."""
    text = "Then the French and Rome played."
    found = [piece.kind for piece in find_pieces(text, "en", {"French", "Rome"})]
    assert found == ["demonyms", "names"]
