from pathlib import Path

import pytest
from tokenizers import Tokenizer


@pytest.fixture(scope="session")
def tokenizer(model_folder: Path) -> Tokenizer:
    """The embedded model's tokenizer, as saved."""
    return Tokenizer.from_file(str(model_folder / "tokenizer.json"))


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("éxito", "e\u0301xito"),
        ("fin", "ﬁn"),
        ("a b", "a\u200bb"),
        ("a b", "a \t\n b"),
        ("ab", "a\x07b"),
        ("10 kg", "10 ㎏"),
    ],
)
def test_equal_readings_have_equal_pieces(tokenizer: Tokenizer, text: str, same_as: str) -> None:
    """Composed letters, ligatures, controls and odd spaces are read as their plain form."""
    assert tokenizer.encode(text).ids == tokenizer.encode(same_as).ids


@pytest.mark.parametrize("text", ["José Jara", "e\u0301xito 😀 ﬁn", "a\u200b\u200bé", "١٢ ناطق"])
def test_offsets_count_code_points_of_the_text_itself(tokenizer: Tokenizer, text: str) -> None:
    """Every letter lies inside some piece, and no piece ends beyond the text."""
    offsets = tokenizer.encode(text).offsets
    covered = {point for start, end in offsets for point in range(start, end)}
    assert max(covered) < len(text)
    assert {index for index, char in enumerate(text) if char.isalpha()} <= covered
