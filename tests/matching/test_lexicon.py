"""Word lists by language: what a new folder brings, and what it takes from a relative."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matching import lexicon


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the library's own word lists."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "__pycache__").mkdir()
    write(tmp_path / "es", 'decimal = ","\nplain = ["a"]\n[cardinals]\ndos = 2\ntres = 3\n')
    monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
    for cached in (lexicon.load_lexicon, lexicon.languages):
        cached.cache_clear()
    yield tmp_path
    for cached in (lexicon.load_lexicon, lexicon.languages):
        cached.cache_clear()


def write(language: Path, numbers: str) -> None:
    """Give a language its numbers."""
    language.mkdir()
    (language / "numbers.toml").write_text(numbers, "utf-8")


def test_a_folder_is_a_language(folder: Path) -> None:
    """By its name; what is shared and what Python leaves there are none."""
    write(folder / "it", 'like = "es"\n')
    assert lexicon.languages() == ("es", "it")


def test_a_relative_gives_what_is_not_given(folder: Path) -> None:
    """Tables are joined entry by entry, lists and values are replaced."""
    write(folder / "it", 'like = "es"\nplain = ["b"]\n[cardinals]\ndue = 2\ntres = 30\n')
    assert lexicon.load_lexicon("it-CH", "numbers") == {
        "decimal": ",",
        "plain": ["b"],
        "cardinals": {"dos": 2, "tres": 30, "due": 2},
    }
    assert lexicon.load_lexicon("es", "numbers")["cardinals"] == {"dos": 2, "tres": 3}


def test_a_language_may_come_in_parts(folder: Path) -> None:
    """A topic without a file is empty, whatever the relative has."""
    write(folder / "it", 'like = "es"\n')
    assert lexicon.load_lexicon("it", "polarity") == {}
