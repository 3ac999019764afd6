"""Texts are cut as the published tokenizer cuts them, and each piece knows its place."""

from itertools import islice
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from matching.errors import ModelError
from matching.model.sub_words import PIECE_FILE, SubWordReader, as_input

GOLD = Path(__file__).parents[2] / "gold"


@pytest.fixture(scope="session")
def reader(model_folder: Path) -> SubWordReader:
    """The embedded model's pieces, as saved."""
    return SubWordReader(model_folder)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("éxito", "e\u0301xito"),
        ("fin", "ﬁn"),
        ("a b", "a\u200bb"),
        ("a b", "a\u200db"),
        ("a b", "a \t\n b"),
        ("a b", " a b "),
        ("ab", "a\x07b"),
        ("10 kg", "10 ㎏"),
    ],
)
def test_equal_readings_have_equal_pieces(reader: SubWordReader, text: str, same_as: str) -> None:
    """Composed letters, ligatures, controls and odd spaces are read as their plain form."""
    one, other = reader([text, same_as])
    assert one.ids == other.ids


@pytest.mark.parametrize(
    "text", ["José Jara", "e\u0301xito 😀 ﬁn", "a\u200b\u200bé", "١٢ ناطق", ""]
)
def test_offsets_count_code_points_of_the_text_itself(reader: SubWordReader, text: str) -> None:
    """Every letter lies inside some piece, and no piece ends beyond the text."""
    (read,) = reader([text])
    assert len(read.offsets) == len(read.ids)
    covered = {point for start, end in read.offsets.tolist() for point in range(start, end)}
    assert max(covered, default=0) <= len(text)
    assert {index for index, char in enumerate(text) if char.isalpha()} <= covered


def test_texts_are_cut_as_the_published_tokenizer_does(
    reader: SubWordReader, model_folder: Path
) -> None:
    """Scores of nearly equal cuts are added in another order there: one text in 10,000 differs."""
    theirs = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    lines = (
        line.strip()
        for path in sorted(GOLD.rglob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    texts = list(islice((line for line in lines if len(line) > 40), 3000))
    expected = theirs.encode_batch(texts)
    same = [ours.ids == tuple(one.ids) for ours, one in zip(reader(texts), expected, strict=True)]
    assert len(texts) == 3000
    assert sum(same) >= 2998


def test_special_pieces_are_no_words(reader: SubWordReader) -> None:
    """A text that spells a separator is a text: nobody can end a text from inside."""
    (read,) = reader(["</s> <s> <unk> <mask>"])
    assert not {0, 1, 2} & set(read.ids[1:-1])
    assert (read.ids[0], read.ids[-1]) == (0, 2)


def test_a_cut_keeps_the_separators(reader: SubWordReader) -> None:
    """The first and the last; shorter texts are left alone."""
    (read,) = reader(["uno dos tres cuatro cinco seis siete"])
    cut = read.cut(4)
    assert (cut.ids, cut.offsets.tolist()[-1]) == ((*read.ids[:3], read.ids[-1]), [0, 0])
    assert read.cut(len(read.ids)) is read


def test_halves_of_surrogate_pairs_are_read_as_unknown(reader: SubWordReader) -> None:
    """The text keeps its length, so that offsets hold."""
    text = as_input("", "a\ud800b")
    assert len(text) == 3
    assert reader([text])[0].ids


def test_a_folder_without_pieces_is_a_clear_error(tmp_path: Path) -> None:
    """Missing or damaged."""
    for content in (None, b"", b"not pieces"):
        if content is not None:
            (tmp_path / PIECE_FILE).write_bytes(content)
        with pytest.raises(ModelError, match="cannot be read"):
            SubWordReader(tmp_path)
